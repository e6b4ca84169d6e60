### Comments and proposals: forms, the list of what waits, the inbox, mails about them.

## On public pages

voices-title = Çfarë thonë banorët
voices-lede = Komente dhe propozime për planin e { $city }, dhe çfarë u përgjigj bashkia.
voices-asked = Kërkojnë përgjigje
voices-answered = Me përgjigje
voices-rate = Shkalla e përgjigjeve
voices-in-time = Përgjigjur në kohë
voices-waiting = Në pritje
voices-overdue = Me vonesë
voices-median = Ditë deri te përgjigjja, gjysma janë më të shpejta
voices-median-none = Ende pa përgjigje
voices-waiting-title = Presin përgjigje
voices-waiting-none = Asgjë nuk pret përgjigje
voices-waiting-none-text = Çdo koment dhe propozim që e kërkoi e ka përgjigjen e vet.
voices-answered-title = Përgjigjet e fundit
voices-answered-none = Ende pa përgjigje
voices-due = Përgjigjja pritet më { $date }
voices-late = { $days ->
    [one] 1 ditë vonesë, pritej më { $date }
   *[other] { $days } ditë vonesë, pritej më { $date }
}
voices-about = Për “{ $title }”
voices-someone = Emri u hoq
voices-hidden = Fshehur nga moderimi. Rregulli: { $rule }. { $words }
voices-reply = Përgjigjuni
voices-reply-to = Përgjigjuni komentit nga { $name }
voices-earlier = Komente më të hershme
voices-reply-same-day = { $unit }, { $date }, po atë ditë
voices-reply-office = Bashkia
voices-changed-in = Shihni për çfarë bëhet fjalë:
voices-closed = Ky plan është i mbyllur dhe nuk merr më komente.
voices-proposals-title = Propozimet
voices-proposals-lede = Ide të banorëve për planin. Secila merr përgjigje me shkrim.
voices-proposals-none = Ende pa propozime
voices-proposals-none-text = { $days ->
    [one] Bëni të parin. Bashkia përgjigjet brenda një dite pune.
   *[other] Bëni të parin. Bashkia përgjigjet brenda { $days } ditëve të punës.
}
voices-proposals-all = Të gjitha propozimet
voices-proposal = Propozim
voices-became = Ky propozim u bë angazhim:
voices-came-from = Ky angazhim erdhi nga një propozim:

## Forms

voices-comment-title = Shtoni një koment
voices-comment-lede = Komenti juaj është për “{ $title }”. Do të jetë publik me emrin që jepni.
voices-proposal-title = Bëni një propozim
voices-proposal-lede = Thoni çfarë duhet bërë dhe pse. Do të jetë publik me emrin që jepni.
voices-field-title = Titulli
voices-field-body = Komenti juaj
voices-field-idea = Propozimi juaj
voices-hint-body = Mos shkruani gjëra që identifikojnë njerëz të tjerë. Jo më shumë se { $count } lidhje.
voices-field-name = Emri që shfaqet
voices-hint-name = Mjafton emri dhe një inicial.
voices-field-email = Adresa e emailit
voices-hint-email = Nuk shfaqet. Aty dërgojmë një lidhje për konfirmim, vërtetimin dhe përgjigjen.
voices-field-asks = Dua një përgjigje nga bashkia
voices-honeypot = Lëreni bosh
voices-send = Dërgo
voices-check-title = Shikoni postën tuaj
voices-check-text = Nëse adresa është e saktë, një email me një lidhje është nisur, përveçse kur i është dërguar një sot. Fjalët tuaja shfaqen pasi të hapni lidhjen dhe të shtypni butonin atje. { $days ->
    [one] Lidhja vlen një ditë.
   *[other] Lidhja vlen { $days } ditë.
}
voices-check-missing = Nuk erdhi email pas disa minutash? Shikoni te posta e padëshiruar, ose shkruani përsëri nesër.
voices-back = Kthehuni te plani
voices-confirm-title = E keni shkruar ju këtë?
voices-confirm-lede = Shtypni butonin që të publikohet. Hiqni shenjën nga ajo që nuk e keni shkruar: nuk do të shfaqet kurrë.
voices-confirm-button = Po, e kam shkruar unë
voices-confirmed-title = Faleminderit, e morëm
voices-confirmed-text = Tani është publike. Një email me vërtetimin është nisur.
voices-confirmed-held = Do të shfaqet pasi ta ketë parë bashkia. Një email me vërtetimin është nisur.
voices-confirmed-mixed = Ajo që nuk ka lidhje më poshtë do të shfaqet pasi ta ketë parë bashkia.
voices-received = Komenti juaj u publikua. Një email me vërtetimin është nisur.
voices-held = E morëm komentin tuaj. Do të shfaqet pasi ta ketë parë bashkia.

## Rules

voices-rule-personal-data = Të dhëna personale
voices-rule-insult = Fyerje ose kërcënim
voices-rule-spam = Reklamë
voices-rule-off-topic = Jashtë temës
voices-rule-unlawful = Kundër ligjit

## Inbox

voices-nav = Komentet
voices-inbox-title = Komentet dhe propozimet
voices-shelf-waiting = Në pritje
voices-shelf-overdue = Me vonesë
voices-shelf-answered = Me përgjigje
voices-shelf-held = Për t’u parë
voices-shelf-hidden = Të fshehura
voices-shelf-label = Shfaq
voices-inbox-none = Asgjë këtu
voices-inbox-none-text = Ajo që shkruajnë banorët shfaqet këtu sapo ta konfirmojnë.
voices-inbox-shown = { $shown } të parat nga { $all }.
voices-choose = Zgjidhni
voices-choose-one = Zgjidhni shkrimin nga { $name }
voices-answer-chosen = Përgjigjuni të zgjedhurave
voices-answer = Përgjigjuni
voices-publish = Publikoni
voices-hide = Fshihni
voices-correct = Korrigjoni përgjigjen
voices-rules = Rregullat për komentet
voices-answer-title = { $count ->
    [one] Përgjigjja
   *[other] Një përgjigje për { $count }
}
voices-answer-lede = { $count ->
    [one] Përgjigjja është publike dhe i shkon autorit me email.
   *[other] Përgjigjja është publike. Secili nga { $count } autorët e merr me email.
}
voices-answer-panel = Çfarë shkruan ata
voices-field-outcome = Vendimi
voices-field-reason = Arsyet
voices-hint-reason = Pajtoheni ose jo në fjalinë e parë, pastaj arsyeja. Vetëm ajo që pranohet mund të mbetet pa arsye.
voices-field-changed = Çfarë ndryshoi
voices-hint-changed = Me një fjali. Lëreni bosh kur nuk ndryshoi asgjë.
voices-field-where = Ku
voices-hint-where = Për një propozim që merret parasysh: angazhimi që u bë.
voices-where-none = Asgjëkund në veçanti
voices-field-office = Zyra që përgjigjet
voices-publish-answer = Publikoni përgjigjen
voices-hide-title = Fshihni këtë
voices-hide-lede = Banorët shohin rregullin dhe fjalët tuaja në vend të saj. Regjistri i mban të dyja.
voices-field-rule = Rregulli
voices-field-words = Pse, me fjalë
voices-rules-title = Rregullat për komentet
voices-field-pre-moderation = Shikoni komentet dhe propozimet para se të shfaqen
voices-hint-pre-moderation = Ato të njerëzve të vetë qytetit shfaqen gjithmonë menjëherë.
voices-field-reply-days = Ditë pune për përgjigje
voices-hint-reply-days = Ditët e premtuara tashmë mbeten siç janë.
voices-field-weekend = Ditët e pushimit çdo javë
voices-holidays-title = Ditë pushimi
voices-holidays-lede = Ditë në të cilat askush nuk përgjigjet. Ditët e punës deri në afatin e përgjigjes i kapërcejnë ato.
voices-holidays-see = Shihni dhe shtoni ditë pushimi
voices-holidays-none = Ende pa ditë pushimi
voices-holidays-none-text = Derisa t’i shtoni, llogaritet çdo ditë e javës së punës.
voices-holidays-new = Shtoni një ditë pushimi
voices-holidays-new-lede = Komentet që vijnë nga tani e kanë afatin më vonë. Ditët e premtuara më parë mbeten.
voices-field-holiday = Dita
voices-field-holiday-name = Emri
voices-hint-holiday-name = Për shembull, Dita e Pavarësisë. Mund të mbetet bosh.
voices-done-holiday = U shtua. Afatet e kapërcejnë që tani.
voices-done-answered = Përgjigjja u publikua. Emaili është nisur.
voices-done-published = U publikua.
voices-done-hidden = U fsheh. Në vend të saj shfaqet rregulli.
voices-done-rules = Rregullat u ruajtën.
voices-week-waiting = { $count ->
    [one] Një pret përgjigje
   *[other] { $count } presin përgjigje
}

## Days of the week

voices-day-monday = E hënë
voices-day-tuesday = E martë
voices-day-wednesday = E mërkurë
voices-day-thursday = E enjte
voices-day-friday = E premte
voices-day-saturday = E shtunë
voices-day-sunday = E diel

## Mails

voices-mail-confirm-subject = Konfirmoni çfarë i shkruat: { $city }
voices-mail-confirm-text = Dikush, me gjasë ju, shkroi një koment ose propozim për planin e qeverisjes së hapur të { $city } dhe dha këtë adresë. Asgjë nuk shfaqet para se ta konfirmoni.
voices-mail-confirm-until = Lidhja vlen deri më { $date }.
voices-mail-confirm-button = Shihni dhe konfirmoni
voices-mail-confirm-ignore = Nëse nuk na keni shkruar, mos bëni asgjë. Asgjë nuk do të shfaqet dhe adresa do të hiqet.
voices-mail-why-asked = E merrni këtë sepse dikush dha këtë adresë në faqen e { $city }.
voices-mail-why-author = E merrni këtë sepse i shkruat { $city } dhe dhatë këtë adresë.
voices-mail-receipt-subject = E morëm çfarë shkruat
voices-mail-receipt-subject-due = E morëm çfarë shkruat: përgjigjja deri më { $date }
voices-mail-receipt-due = Do të merrni përgjigje deri më { $date }.
voices-mail-receipt-none = Nuk kërkuat përgjigje.
voices-mail-receipt-held = Do të shfaqet pasi ta ketë parë bashkia.
voices-mail-receipt-shown = Tani është publike.
voices-mail-hidden-subject = Ajo që shkruat nuk shfaqet
voices-mail-hidden-text = { $city } nuk e shfaq atë që shkruat. Në faqe, në vend të saj qëndrojnë rregulli dhe arsyeja.
voices-mail-hidden-rule = Rregulli: { $rule }
voices-mail-hidden-reason = Arsyeja: { $reason }
voices-mail-hidden-asked = Ju kërkuat përgjigje. Ajo vazhdon të numërohet si pa përgjigje.
voices-mail-ask = Nëse mendoni se kjo është gabim, ose keni pyetje, shkruani te { $email } ose përgjigjuni këtij emaili.
voices-mail-ask-reply = Nëse mendoni se kjo është gabim, ose keni pyetje, përgjigjuni këtij emaili. E lexojnë koordinatorët e planit.
voices-mail-published-subject = Ajo që shkruat tani është publike
voices-mail-published-text = { $city } e shqyrtoi atë që shkruat dhe tani e shfaq.
voices-mail-see = Shiheni në faqe
voices-mail-answer-subject = Përgjigjja për çfarë shkruat: { $decision }
voices-mail-answer-changed-subject = Përgjigjja për çfarë shkruat u korrigjua: { $decision }
voices-mail-answer-by = { $office }, { $date }
voices-mail-you-wrote = Ju shkruat:
voices-mail-answer = Përgjigjja:
