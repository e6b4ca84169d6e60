### Status words, one vocabulary for pages, mails and reports. `src/codes` maps the program's codes to them.

## Milestone

status-milestone-complete = Përfunduar
status-milestone-in-progress = Në zbatim
status-milestone-not-started = Pa filluar
status-milestone-late = Me vonesë
status-milestone-stuck = Bllokuar
status-milestone-rescheduled = Shtyrë
status-milestone-not-reported = Pa raportuar
status-milestone-not-reported-due = { $days ->
    [one] Pa raportuar, me afat para 1 dite
   *[other] Pa raportuar, me afat para { $days } ditësh
}
status-milestone-withdrawn = Tërhequr
status-milestone-in-progress-percent = Në zbatim, { $percent }
status-milestone-complete-hint = E kryer, me të paktën një provë publike
status-milestone-in-progress-hint = Puna ka nisur
status-milestone-not-started-hint = Ende pa punë
status-milestone-stuck-hint = E bllokon diçka jashtë ekipit tuaj. Thoni çfarë.

## Plan

status-plan-draft = Draft
status-plan-consultation = Në konsultim
status-plan-submitted = Dorëzuar
status-plan-implementing = Në zbatim
status-plan-ended = Mbaruar
status-plan-closed = Mbyllur

## Commitment

status-commitment-proposed = Propozuar
status-commitment-accepted = Pranuar
status-commitment-active = Në zbatim
status-commitment-completed = Përfunduar
status-commitment-withdrawn = Tërhequr
status-commitment-carried-forward = Kaluar në planin tjetër

## Evidence

status-evidence-added = Shtuar
status-evidence-verified = Verifikuar
status-evidence-questioned = Vënë në diskutim
status-evidence-link-broken = Lidhja nuk hapet
status-evidence-withdrawn = Tërhequr
status-kind-document = Dokument
status-kind-data = Të dhëna
status-kind-photo = Foto
status-kind-minutes = Procesverbal
status-kind-law = Ligj ose vendim
status-kind-web-page = Faqe interneti
status-kind-other = Tjetër

## Comment, response, consultation

status-comment-waiting = Në pritje të përgjigjes
status-comment-answered = Me përgjigje
status-comment-hidden = Fshehur nga moderimi
status-response-accepted = Pranuar
status-response-partly-accepted = Pranuar pjesërisht
status-response-not-accepted = Nuk u pranua
status-response-already-done = Është bërë tashmë
status-response-outside-our-power = Jashtë kompetencave tona
status-consultation-coming = Ende pa u hapur
status-consultation-open = E hapur
status-consultation-closed = E mbyllur
status-consultation-answered = Me përgjigje

## Assessment: completion

status-completion-no-evidence = Pa prova të disponueshme
status-completion-not-started = Pa filluar
status-completion-limited = I kufizuar
status-completion-substantial = I konsiderueshëm
status-completion-complete = I plotë
status-completion-withdrawn = I tërhequr

## Assessment: degree

status-degree-worsened = U përkeqësua
status-degree-did-not-change = Nuk ndryshoi
status-degree-marginal = Margjinal
status-degree-major = Madhor
status-degree-outstanding = I jashtëzakonshëm
status-degree-not-applicable = Nuk zbatohet
status-degree-marginal-hint = Pozitiv, por i vogël
status-degree-major-hint = Një hap i qartë përpara që pritet të zgjasë
status-degree-outstanding-hint = Një normë e re që mund ta ndjekin të tjerët

## Requirement

status-requirement-met = Plotësuar
status-requirement-not-met = Pa plotësuar

## Missing, which is three things

status-missing-no-data = Pa të dhëna
status-missing-not-reviewed = Pa u shqyrtuar
status-missing-not-applicable = Nuk zbatohet

## OGP values

status-value-access-to-information = Aksesi në informacion
status-value-civic-participation = Pjesëmarrja qytetare
status-value-public-accountability = Llogaridhënia publike
status-value-technology = Teknologjia dhe risia për transparencë dhe llogaridhënie

## Roles

status-role-admin = Administrator
status-role-coordinator = Koordinator
status-role-implementer = Zbatues
status-role-cocreator = Bashkëkrijues
status-role-monitor = Organ monitorimi
status-role-viewer = Lexues
status-role-reviewer = Rishikues i OGP-së
status-role-operator = Operator i platformës
status-role-admin-hint = Drejton faqen e bashkisë: njerëzit, rolet, identitetin dhe cilësimet
status-role-coordinator-hint = Pika e kontaktit për OGP-në. Ndryshon planin dhe gjithçka në të.
status-role-implementer-hint = Përditëson angazhimet që i janë ngarkuar këtij personi
status-role-cocreator-hint = Partner nga shoqëria civile: komenton, mbështet dhe propozon prova
status-role-monitor-hint = I pavarur. Verifikon provat dhe shkruan vlerësimet. Nuk e ndryshon planin.
status-role-viewer-hint = Lexon draftet. Nuk ndryshon asgjë.
status-role-reviewer-hint = Njësia Mbështetëse e OGP-së: lexon dhe shënon në të gjitha bashkitë
status-role-operator-hint = Kujdeset për platformën. Nuk sheh dhe nuk ndryshon përmbajtje.

## Kinds of organisation

status-organisation-municipality = Bashki
status-organisation-government = Institucion shtetëror
status-organisation-civil-society = Organizatë e shoqërisë civile
status-organisation-academia = Universitet ose kërkim
status-organisation-media = Media
status-organisation-private-sector = Biznes
status-organisation-multilateral = Organizatë ndërkombëtare
status-organisation-residents = Grup i komunitetit
status-organisation-other = Tjetër

## Part of an organisation in a commitment

status-part-lead = Drejtues
status-part-supporter = Mbështetës
status-part-other = Palë tjetër e interesuar

## How exactly a date is known

status-precision-day = Dita e saktë
status-precision-month = Vetëm muaji
status-precision-quarter = Vetëm tremujori
status-precision-year = Vetëm viti
status-precision-unknown = Nuk dihet

## What a monitoring body assessed

status-scheme-completion = Përfundimi
status-scheme-verifiable = I verifikueshëm
status-scheme-potential-impact = Ndikimi i mundshëm
status-scheme-did-it-open-government = A e hapi qeverisjen?
status-scheme-completion-progress = Zbatimi në mes të afatit
status-scheme-specificity = Saktësia
status-scheme-value-access-to-information = Vlera: e drejta e informimit
status-scheme-value-civic-participation = Vlera: pjesëmarrja qytetare
status-scheme-value-public-accountability = Vlera: llogaridhënia publike
status-scheme-value-technology = Vlera: teknologjia dhe inovacioni
status-scheme-relevant = Me vend për qeverisjen e hapur
status-scheme-potential-for-results = Mundësia për rezultate
status-scheme-early-results = Rezultatet e para
status-scheme-opened-access-to-information = A e hapi qeverisjen: informimi
status-scheme-opened-civic-participation = A e hapi qeverisjen: pjesëmarrja qytetare
status-scheme-opened-public-accountability = A e hapi qeverisjen: llogaridhënia publike
status-scheme-carried-forward = U bart në planin tjetër

status-found-yes = Po
status-found-no = Jo
status-found-none = Asnjë
status-found-low = E ulët
status-found-medium = Mesatare
status-found-high = E lartë
status-found-minor = I vogël
status-found-moderate = I mesëm
status-found-transformative = Shndërrues
status-found-unclear = E paqartë
status-found-modest = E vogël
status-found-substantial = E konsiderueshme
status-found-no-notable-results = Pa rezultate të dukshme
status-found-significant = Të rëndësishme
status-found-worsens = U përkeqësua
status-found-did-not-change = Nuk ndryshoi
status-found-no-early-results-to-report-yet = Ende pa rezultate për t’u raportuar
status-found-marginal = Pak
status-found-major = Shumë
status-found-outstanding = Jashtëzakonisht
status-found-not-applicable = Nuk zbatohet
status-found-withdrawn = U tërhoq
status-found-not-started = Pa filluar
status-found-limited = I kufizuar
status-found-complete = I plotë
status-found-not-reviewed = Pa shqyrtuar
