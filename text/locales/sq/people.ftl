### People and roles of a city, settings of a city, the operator’s pages.

## People and roles

people-title = Njerëzit dhe rolet
people-invite = Fto një person
people-none = Ende askush tjetër nuk punon këtu
people-none-text = Ftoni ata që drejtojnë angazhimet.
people-column-name = Emri
people-column-email = Adresa e emailit
people-column-role = Roli
people-column-commitments = Angazhimet
people-column-since = Që prej
people-field-email = Adresa e emailit
people-field-reason = Arsyeja
people-hint-reason = Banorët mund ta lexojnë në regjistrin publik.
people-field-role = Roli
people-field-commitments = Angazhimet që mund të përditësojë ky person
people-field-language = Gjuha e ftesës
people-send = Dërgo ftesën
people-sent = Ftesa për { $email } është nisur.
people-waiting = Të ftuar, ende pa pranuar
people-invited-until = Lidhja vlen deri më { $date }
people-invite-again = Dërgo sërish
people-invite-revoke = Anulo ftesën
people-change-role = Ndrysho rolin
people-remove = Hiq rolin
people-removed = { $name } nuk ka më rol këtu. Vlen menjëherë.
people-you = ju

## Settings of a city

city-title = Cilësimet
city-field-name = Emri i bashkisë: { $language }
city-field-slug = Adresa e faqes
city-field-country = Shteti
city-field-languages = Gjuhët
city-field-default-language = Gjuha e parë
city-field-time-zone = Zona orare
city-hint-time-zone = Afatet dhe emailet e ndjekin atë.
city-field-colour = Ngjyra
city-hint-colour-light = Teksti i kreut do të jetë i bardhë mbi këtë ngjyrë.
city-hint-colour-dark = Teksti i kreut do të jetë i zi mbi këtë ngjyrë.
city-hint-colour-late = Ngjyra juaj i afrohet ngjyrës së vonesës. Një ton më i errët dallohet më lehtë.
city-field-logo = Stema
city-hint-logo = PNG, JPEG ose WebP, deri në { $most }. Qëndron pranë emrit të bashkisë në çdo faqe, prandaj mbajeni të vogël.
city-logo-alt = Stema e: { $city }
city-logo-none = Ende pa stemë. Në vend të saj qëndron shenja e Besës.
city-logo-choose = Zgjidh një stemë
city-logo-change = Ndrysho stemën
city-logo-remove = Hiq stemën
city-logo-remove-text = Vendin e saj në çdo faqe e zë shenja e Besës.
city-logo-saved = Stema tani është në çdo faqe.
city-logo-removed = Stema u hoq.
city-field-contact = Adresa publike e emailit të koordinatorit
city-saved = Cilësimet u ruajtën.

## Platform operators

operator-title = Bashkitë në këtë platformë
operator-new-city = Bashki e re

## Të tjera për njerëzit dhe rregullimet

people-invited = Ftesa është nisur.
people-uninvited = Ftesa u anulua. Lidhja e saj nuk vlen më.
people-role-taken = Roli u hoq. Vlen menjëherë.
people-invite-lede = Niset një email me një lidhje. Lidhja vlen 14 ditë.
people-monitor-hint = Organi i monitorimit i fton vetë njerëzit e tij. Anëtarin e parë e fton operatori i kësaj faqeje.
people-remove-text = { $name } e humb menjëherë rolin { $role }. Ajo që është shkruar mbetet.
city-field-unit = Zyra përgjegjëse
city-hint-unit = Siç e përmend fundi i faqeve publike
city-field-motif = Figura nën kokën e faqes
city-motif-battlements = Bedena
city-address-title = Adresa
