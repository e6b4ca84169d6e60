### Miratimet e planit nga organizatat, dhe kush vepron për kë.

endorsements-title = Çfarë thonë organizatat për këtë plan
endorsements-none = Asnjë organizatë nuk ka thënë ende nëse e mbështet planin.
endorsement-endorses = E miraton planin
endorsement-declines = Nuk e miraton
endorsement-signed-as = Nënshkruar nga { $name }, { $position }, më { $date }
endorsement-signed = Nënshkruar nga { $name }, më { $date }
endorsement-letter = Letra

endorse-title = Miratoni planin
endorse-lede = Flisni për { $organisation }. Ajo që thoni këtu është publike dhe askush në bashki nuk mund ta ndryshojë. Mund ta ndryshoni vetë derisa plani të mbyllet.
endorse-field-stance = Çfarë thotë organizata?
endorse-endorses = E miraton planin
endorse-endorses-hint = Emri i saj qëndron nën plan.
endorse-declines = Nuk e miraton planin
endorse-declines-hint = Arsyeja qëndron nën plan, me fjalët e saj.
endorse-field-reason = Pse
endorse-hint-reason = Duhet kur organizata nuk e miraton planin.
endorse-field-name = Kush nënshkruan
endorse-field-position = Pozicioni
endorse-field-letter = Lidhja te letra
endorse-button = Publikojeni
endorse-done = U publikua nën plan.

appoint-title = Organizata
appoint-label = Organizata për të cilën vepron ky person
appoint-hint = Komentet, propozimet dhe miratimet e këtij personi qëndrojnë nën emrin e saj. Shtojeni më parë te palët e interesuara.
appoint-none = Asnjë
