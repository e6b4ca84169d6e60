### Stakeholders: organisations and the people in them.

stakeholders-title = Palët e interesuara
stakeholders-new = Shto një organizatë
stakeholders-edit = Ndrysho: { $name }
stakeholders-none = Ende pa organizata
stakeholders-none-text = Shtoni ata që drejtojnë, ndihmojnë ose kontrollojnë angazhimet.
stakeholders-column-name = Organizata
stakeholders-column-kind = Lloji
stakeholders-column-commitments = Angazhimet
stakeholder-field-name = Emri i organizatës
stakeholder-field-kind = Lloji
stakeholder-field-areas = Fushat
stakeholder-field-website = Faqja e internetit
stakeholder-field-contact = Personi i kontaktit
stakeholder-hint-contact = Private. E sheh vetëm ekipi juaj.
stakeholder-field-email = Adresa e emailit të kontaktit
stakeholder-field-consent = Personi pranoi të kontaktohet më
stakeholder-field-language = Gjuha e emaileve
stakeholder-part-title = Roli në angazhime
stakeholders-column-people = Njerëz
stakeholder-choose-kind = Zgjidhni llojin
organisation-people = Njerëzit
organisation-no-people = Ende nuk është shënuar askush.
contact-new = Shto një person
contact-edit = Ndrysho personin
contact-field-name = Emri i personit
contact-field-position = Detyra
contact-hint-email = Këtu shkojnë kujtesat për pikat kyçe.
contact-language-city = Gjuha e vetë bashkisë

## Bashkimi i dy organizatave

merge-title = Bashko me një organizatë tjetër
merge-done = Të dyja janë tani një organizatë.
merge-offer = Këto mund të jenë e njëjta organizatë
merge-offer-text = Emrat ndryshojnë vetëm në shenja, theksa ose në formën ligjore. Bashkojini nëse janë një organizatë.
merge-compare = Krahaso dhe bashko
merge-similar = Emra të ngjashëm
merge-next = Vazhdo
merge-field-into = Organizata që mbetet
merge-lede = Gjithçka që lidhet me organizatën “{ $name }” kalon te organizata që zgjidhni.
merge-means = Gjithçka që lidhet me “{ $goes }” do të lidhet me “{ $stays }”. “{ $goes }” mbetet si emër i mëparshëm dhe regjistri i ruan të dy emrat. Ku të dyja kanë të njëjtin rol, ai bëhet një; ku të dyja janë shprehur për një plan, vlen përgjigjja e fundit. Kjo nuk zhbëhet.
merge-moves = Çfarë kalon
merge-swap = Mbaj më mirë “{ $name }”
merge-seats = Vende në forume
merge-meetings = Takime ku mori pjesë
merge-decisions = Vendime për t’u zbatuar
merge-voices = Komente dhe propozime
merge-delegates = Persona që veprojnë për të
merge-former = Emra të mëparshëm
