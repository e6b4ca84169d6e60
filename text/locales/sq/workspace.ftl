### The workspace: this week, the plan, commitments, milestones, evidence, stakeholders.

## Shell

workspace-title = Hapësira e punës – { $city }
workspace-name = Hapësira e koordinatorit
workspace-name-plain = Hapësira e punës
workspace-nav-label = Menyja e hapësirës së punës
workspace-group-plan = Plani
workspace-group-people = Njerëzit
workspace-group-account = Llogaridhënia
workspace-nav-week = Kjo javë
workspace-nav-plan = Plani
workspace-nav-commitments = Angazhimet
workspace-nav-evidence = Provat
workspace-nav-comments = Komentet
workspace-nav-proposals = Propozimet
workspace-nav-forum = Forumi dhe takimet
workspace-nav-standards = Standardet e pjesëmarrjes
workspace-nav-stakeholders = Palët e interesuara
workspace-nav-people = Njerëzit dhe rolet
workspace-nav-import = Importi
workspace-nav-reports = Raportet
workspace-nav-log = Regjistri publik
workspace-nav-settings = Cilësimet
workspace-nav-public = Shihni faqen publike
workspace-attention = { $count ->
    [one] 1 kërkon vëmendje
   *[other] { $count } kërkojnë vëmendje
}

## This week

week-title = Kjo javë
week-headline = { $count ->
    [0] Këtë javë s’ka asgjë për ju
    [one] Një gjë ju pret këtë javë
    [2] Dy gjëra ju presin këtë javë
    [3] Tri gjëra ju presin këtë javë
    [4] Katër gjëra ju presin këtë javë
    [5] Pesë gjëra ju presin këtë javë
    [6] Gjashtë gjëra ju presin këtë javë
    [7] Shtatë gjëra ju presin këtë javë
    [8] Tetë gjëra ju presin këtë javë
    [9] Nëntë gjëra ju presin këtë javë
   *[other] { $count } gjëra ju presin këtë javë
}
week-late = { $late ->
    [one] Një pikë kyçe është me vonesë.
    [2] Dy pika kyçe janë me vonesë.
    [3] Tri pika kyçe janë me vonesë.
    [4] Katër pika kyçe janë me vonesë.
    [5] Pesë pika kyçe janë me vonesë.
    [6] Gjashtë pika kyçe janë me vonesë.
    [7] Shtatë pika kyçe janë me vonesë.
    [8] Tetë pika kyçe janë me vonesë.
    [9] Nëntë pika kyçe janë me vonesë.
   *[other] { $late } pika kyçe janë me vonesë.
}
week-due = { $due ->
    [one] Një pikë kyçe e ka afatin këtë javë.
    [2] Dy pika kyçe e kanë afatin këtë javë.
    [3] Tri pika kyçe e kanë afatin këtë javë.
    [4] Katër pika kyçe e kanë afatin këtë javë.
    [5] Pesë pika kyçe e kanë afatin këtë javë.
    [6] Gjashtë pika kyçe e kanë afatin këtë javë.
    [7] Shtatë pika kyçe e kanë afatin këtë javë.
    [8] Tetë pika kyçe e kanë afatin këtë javë.
    [9] Nëntë pika kyçe e kanë afatin këtë javë.
   *[other] { $due } pika kyçe e kanë afatin këtë javë.
}
week-not-reported = { $count ->
    [one] Një pikë kyçe është pa gjendje të raportuar.
   *[other] { $count } pika kyçe janë pa gjendje të raportuar.
}
week-on-schedule = Gjithçka tjetër është sipas afateve.
week-all-on-schedule = Gjithçka është sipas afateve.
week-next-date = Afati i radhës është { $date }.
week-no-next-date = Nuk ka afat tjetër përpara.
week-action = Përditëso një pikë kyçe
week-strip-label = Java e { $date }
week-strip-due = Afati: { $title }
week-strip-due-count = { $count ->
    [one] 1 afat
   *[other] { $count } afate
}
week-overdue-title = Me vonesë
week-overdue-none = Asnjë pikë kyçe nuk është me vonesë.
week-reason-published = Arsyeja u publikua më { $date }
week-no-reason = Ende pa arsye të publikuar. Banorët e shohin këtë.
week-give-reason = Jepni arsyen
week-update = Përditëso
week-soon-title = Me afat në 30 ditët e ardhshme
week-soon-none = Asnjë pikë kyçe nuk e ka afatin në 30 ditët e ardhshme.
week-where = Angazhimi { $number }, { $lead }
week-unreported-title = Pa gjendje të raportuar
week-report-status = Raporto gjendjen
week-damaged-title = Ka skedarë të dëmtuar
week-damaged-text = Këta skedarë mungojnë ose nuk janë më ato që u ngarkuan, prandaj nuk jepen. Shtojeni secilin përsëri si provë të re dhe tërhiqeni të dëmtuarin. Ata që e mbajnë këtë faqe u njoftuan.
week-health-title = Si ecën plani
week-health-open = Hap kalendarin
week-comments-title = Komente që presin përgjigje
week-reply-due = Afati i përgjigjes { $date }
week-reply-due-tomorrow = Afati i përgjigjes është nesër
week-reply = Përgjigju
week-standards-title = Standardet e pjesëmarrjes
week-standards-text = { $met } nga { $all } të plotësuara. Katër të parat janë kërkesat minimale të OGP Local.
week-mine-title = Angazhimet tuaja
week-no-plan-title = Ende nuk ka plan
week-no-plan-text = Importoni një plan që e keni, ose shkruajeni këtu.
week-no-plan-import = Importo një plan
week-no-plan-write = Shkruaj një plan

## Plan form

plan-form-title = Ndrysho planin
plan-form-new-title = Plan i ri
plan-field-title = Titulli
plan-field-start = Plani fillon
plan-field-end = Plani mbaron
plan-field-term-end = Mandati mbaron
plan-hint-term-end = Plani mund të mbarojë para mandatit, jo pas tij.
plan-field-adopted = Miratuar më
plan-field-submitted = Dorëzuar në OGP më
plan-field-state = Gjendja
plan-field-foreword = Parathënie
plan-field-vision = Vizioni afatgjatë për qeverisje të hapur
plan-field-lead = Institucionet drejtuese
plan-hint-lead = Nga një në çdo rresht
plan-publish = Publiko planin
plan-publish-hint = Plani, angazhimet dhe pikat kyçe bëhen menjëherë publike.

## Commitments: list and form

commitments-title = Angazhimet
commitments-new = Angazhim i ri
commitments-none = Ende pa angazhime
commitments-none-text = Shtoni të parin ose importoni planin.
commitments-column-number = Nr.
commitments-column-title = Angazhimi
commitments-column-lead = Drejtues
commitments-column-progress = Pika kyçe të përfunduara
commitments-column-next = Afati i radhës
commitment-form-new = Angazhim i ri
commitment-form-edit = Ndrysho angazhimin { $number }
commitment-field-number = Numri në plan
commitment-field-title = Titulli
commitment-hint-title = Çfarë fitojnë banorët, me një rresht
commitment-field-short-title = Titulli i shkurtër
commitment-hint-short-title = Dy deri në katër fjalë, për menytë dhe grafikët
commitment-field-summary = Rezultati me një rresht
commitment-field-policy-area = Fusha
commitment-hint-policy-area = Zgjidhni atë që përshtatet më mirë.
commitment-field-sector = Sektori
commitment-field-values = Vlerat e qeverisjes së hapur
commitment-hint-values = Shënoni secilën që përshtatet dhe thoni pse.
commitment-field-value-why = Pse lidhet me “{ $value }”?
commitment-warning-only-technology = Vetëm teknologjia nuk mjafton që angazhimi t’i përkasë qeverisjes së hapur.
commitment-field-problem = Problemi
commitment-hint-problem = Çfarë nuk shkon sot dhe për kë? Jepni shifra, nëse keni.
commitment-field-status-quo = Gjendja e tanishme
commitment-hint-status-quo = Si janë gjërat para se të fillojë kjo?
commitment-field-action = Çfarë do të bëhet
commitment-hint-action = Hapat dhe çfarë do të ketë në fund
commitment-field-solution = Si e zgjidh problemin
commitment-field-goal = Qëllimi afatgjatë të cilit i shërben
commitment-field-lead = Institucioni drejtues
commitment-hint-lead = Vetëm një. Ai përgjigjet për gjithë angazhimin.
commitment-field-partners = Partnerët
commitment-hint-partners = Kush tjetër merr pjesë dhe si?
commitment-field-resources = Burimet
commitment-hint-resources = Buxheti, stafi, koha
commitment-field-start = Fillon
commitment-field-end = Mbaron
commitment-hint-month = Mjaftojnë muaji dhe viti.
commitment-field-more = Më shumë informacion
commitment-field-identifier = Numri i OGP-së
commitment-hint-identifier = Si në faqen e OGP-së, për shembull ALBSN0001
commitment-withdraw-title = Tërhiq këtë angazhim
commitment-withdraw-text = Mbetet publik, i shënuar si i tërhequr, me arsyen tuaj.
commitment-add-milestone = Shto një pikë kyçe

## Milestone form

milestone-form-new = Pikë kyçe e re
milestone-form-edit = Ndrysho pikën kyçe { $number }
milestone-field-title = Titulli
milestone-hint-title = Një gjë që shihet kur është kryer
milestone-field-output = Rezultati i drejtpërdrejtë
milestone-hint-output = Çfarë do të ekzistojë në fund?
milestone-field-outcome = Ndryshimi
milestone-hint-outcome = Çfarë do të ndryshojë për njerëzit?
milestone-field-start = Fillon
milestone-field-due = Afati
milestone-field-responsible = Institucioni përgjegjës
milestone-field-responsible-person = Personi përgjegjës
milestone-hint-responsible-person = Merr kujtesat. Publiku sheh institucionin dhe rolin, kurrë personin.
milestone-field-responsible-role = Roli i personit
milestone-withdraw-title = Tërhiq këtë pikë kyçe
milestone-withdraw-text = Mbetet publike, e shënuar si e tërhequr, me arsyen tuaj.
milestone-reason = Arsyeja

## Milestone update

update-title = Përditëso pikën kyçe { $number }
update-choose-title = Cilën pikë kyçe?
update-lede = Pika kyçe { $number }, afati { $date }. Ajo që ruani bëhet menjëherë publike dhe mbetet në historik.
update-lede-no-date = Pika kyçe { $number }, pa afat. Ajo që ruani bëhet menjëherë publike dhe mbetet në historik.
update-field-state = Ku ndodhet kjo pikë kyçe?
update-hint-state = Zgjidhni atë me të cilën do të pajtohej sot një banor.
update-field-completed-on = Kur përfundoi?
update-field-percent = Sa ka ecur, në përqindje?
update-hint-percent = 0 deri në 100. Vlerësimi juaj, shfaqet si ecuri e raportuar.
update-field-next-step = Cili është hapi tjetër?
update-field-stuck-reason = Çfarë e bllokon?
update-field-unblock = Kush mund ta zhbllokojë?
update-field-reason-late = Pse është me vonesë?
update-field-done = Çfarë u bë?
update-hint-done = Dy deri në pesë fjali me fjalë të thjeshta. Çfarë mund të bëjnë tani njerëzit që nuk e bënin dot më parë?
update-field-challenges = Çfarë ishte e vështirë?
update-evidence = Provat
update-hint-evidence = Shtoni skedarë ose një lidhje që kushdo të mund të kontrollojë. Hiqni më parë të dhënat personale.
update-field-link = Lidhja
update-hint-link = Opsionale. Një faqe që e hap kushdo.
update-personal-data = Kontrollova që skedarët nuk kanë të dhëna personale që duhen mbajtur private
update-panel-title = Kjo pikë kyçe
update-panel-status = Gjendja tani
update-panel-promised = Rezultati i premtuar
update-panel-lead = Drejtues
update-panel-next = Çfarë ndodh më pas
update-panel-next-text = Faqet publike ndryshojnë menjëherë dhe ndryshimi shfaqet në regjistrin publik.
update-saved = Pika kyçe { $number } u përditësua. Ndryshimi është tani publik.

## Reschedule

reschedule-title = Shty afatin e pikës kyçe { $number }
reschedule-lede = Data e tanishme është { $date }. Ajo mbetet e dukshme bashkë me arsyen tuaj.
reschedule-field-date = Afati i ri
reschedule-field-reason = Arsyeja
reschedule-hint-reason = Publike. Thoni çfarë ndryshoi dhe çfarë u mësua.
reschedule-field-decided-by = Vendosur nga
reschedule-field-meeting = Në cilin takim
reschedule-button = Shty afatin
reschedule-saved = Afati tani është { $date }.

## Evidence

evidence-list-title = Provat
evidence-list-none = Ende pa prova
evidence-list-none-text = Shtoni një skedar ose një lidhje te pika e parë kyçe që kontrollohet.
evidence-add = Shto provë
evidence-form-title = Shto një provë
evidence-column-title = Prova
evidence-column-for = Për
evidence-column-added = Shtuar më
evidence-missing-title = Të përfunduara, por pa prova
evidence-field-file = Skedari
evidence-upload-button = Ngarko skedarë
evidence-hint-file = PDF, figurë, CSV, XLSX ose ODS, deri në { $limit } secili. Vendi, koha dhe pajisja hiqen nga figurat JPEG, PNG dhe WebP para se të ruhen.
evidence-field-link = Ose një lidhje
evidence-field-title = Titulli
evidence-hint-title = Çfarë tregon?
evidence-field-kind = Lloji
evidence-field-date = Data e dokumentit
evidence-field-language = Gjuha
evidence-field-source = Burimi
evidence-field-licence = Licenca
evidence-field-alt = Çfarë tregon figura
evidence-hint-alt = Një fjali për ata që nuk e shohin
evidence-field-for = Cila pikë kyçe ose cili angazhim?
evidence-uploaded = { $size }, u ngarkua
evidence-withdraw-text = Shënimi mbetet në historik me arsyen tuaj. Skedari nuk hapet më.

## Stakeholders

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

## Të tjera nga faqet e mësipërme

workspace-acts = Çfarë mund të bëhet
workspace-kept = U ruajt. E sheh vetëm ekipi juaj.
week-stuck-title = Të bllokuara
week-where-only = Angazhimi { $number }
week-completed = Përfunduar më { $date }
conflict-same = { $count ->
    [one] Edhe një përgjigje tjetër është e njëjtë në të dyja versionet.
   *[other] Edhe { $count } përgjigje të tjera janë të njëjta në të dyja versionet.
}
evidence-stands = Prova në fuqi
evidence-choose = Zgjidhni një pikë kyçe ose një angazhim
evidence-for-commitment = I gjithë angazhimi { $number }
evidence-withdraw-title = Tërhiqe këtë provë
evidence-kept = Skedarët që erdhën më parë
evidence-drop-files = Lëshoni skedarët këtu ose zgjidhini.
evidence-drop-file = Lëshoni një skedar këtu ose zgjidheni.
evidence-keep = Mbaje
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

## Raportet

reports-work-none = Ende pa raporte
reports-language = Gjuha e raportit
reports-reload = Shiko përsëri
reports-read = Lexo
