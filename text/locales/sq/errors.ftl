### Error pages, empty states of search, and sentences beside a refused field: what is wrong and the way out.

## Pages

error-401-title = Hyni për të hapur këtë faqe
error-401-text = Kjo faqe është për ata që punojnë me planin. Mund të keni dalë vetë pas një pauze të gjatë.
error-401-action = Hyr
error-403-title = Roli juaj nuk e hap këtë
error-403-text = Kërkojini koordinatorit të bashkisë rolin e duhur.
error-403-needs = Duhet roli { $role }. Atë mund t’jua japë koordinatori i bashkisë.
error-403-action = Kthehu te kjo javë
error-404-title = Nuk e gjejmë atë faqe
error-404-text = Adresa mund të jetë shkruar gabim ose faqja është zhvendosur. Kërkoni ose nisni nga plani.
error-404-withdrawn = Ky zë u tërhoq më { $date }. Arsyeja: { $reason }
error-404-action = Shihni të gjitha bashkitë
error-404-plan = Shihni planin
error-404-log = Shihni regjistrin publik
error-405-title = Kjo adresë nuk e pranon atë lloj kërkese
error-405-text = Hapeni faqen sërish dhe përdorni butonat e saj.
error-409-title = Dikush e ruajti këtë ndërsa ju po shkruanit
error-409-text = Ende nuk u ruajt asgjë nga teksti juaj. Krahasoni të dyja versionet dhe zgjidhni.
error-409-yours = Versioni juaj
error-409-theirs = Versioni i ruajtur ndërkohë
error-409-keep-mine = Mbaj timin
error-409-keep-theirs = Mbaj të tyrin
error-409-combine = Bashkoji
error-409-field = Fusha
error-409-same = Këtu versionet janë të njëjta
error-conflict-title = Kjo nuk është e mundur tani
error-import-finished = Ky importim është konfirmuar ose anuluar tashmë. Nisni një të ri.
error-import-at-work = Ky skedar po përpunohet. Prisni sa të mbarojë, ose hidheni poshtë.
error-city-full-title = Nuk ka më vend
error-city-full-text = Skedarët e bashkisë mund të zënë deri në { $limit }, dhe aq zënë. Asgjë nuk u ruajt. Shtoni një lidhje ose kërkoni më shumë vend nga ata që e mbajnë këtë faqe.
error-platform-full-title = Tani nuk mund të merren skedarë
error-platform-full-text = Vendi i ruajtjes i kësaj faqeje është pothuajse plot dhe ata që e mbajnë duhet ta lirojnë. Asgjë nuk u ruajt. Gjithçka tjetër funksionon.
error-damaged-title = Ky skedar është i dëmtuar
error-damaged-text = Mungon ose nuk është më skedari që u ngarkua, prandaj nuk jepet. Bashkia dhe ata që e mbajnë këtë faqe u njoftuan.
error-busy-title = Kjo po zgjat shumë
error-busy-text = Ndryshimi juaj mund të mos jetë ruajtur. Provoni përsëri pas një minute.
error-foreign-title = Ky formular nuk mund të verifikohej
error-foreign-text = Nuk erdhi nga një faqe e hapur e kësaj faqeje interneti, ose ndërkohë keni hyrë a dalë. Kthehuni, rifreskoni faqen dhe dërgojeni përsëri.
error-413-title = Kjo është tepër e madhe
error-413-text = Skedarët mund të jenë deri në { $limit }. Nuk u ruajt asgjë. Zvogëlojeni skedarin ose shtoni një lidhje.
error-415-title = Ky lloj skedari nuk pranohet
error-415-text = Ruajeni si PDF, figurë, CSV, XLSX ose ODS, ose shtoni një lidhje.
error-422-title = Kjo nuk u lexua dot
error-422-text = Diçka në formular mungonte ose nuk u kuptua. Kthehuni, kontrollojeni dhe dërgojeni sërish.
error-429-title = Tepër përpjekje
error-429-text = Provoni sërish në orën { $time }.
error-500-title = Kjo nuk funksionoi dhe faji është yni
error-500-text = Nuk u ruajt asgjë. Provoni sërish pas disa minutash.
error-500-reference = Nëse ndodh sërish, na tregoni këtë numër: { $reference }
error-503-title = Përkohësisht vetëm për lexim
error-503-text = Faqet publike vazhdojnë. Ruajtja kthehet së shpejti.
error-503-until = Vetëm për lexim deri në orën { $time }

## Search

error-search-none-title = Nuk u gjet asgjë për “{ $query }”
error-search-none-text = Kontrolloni shkrimin, provoni gjuhën tjetër ose shfletoni sipas fushave.

## Error summary of a form

form-errors-title = { $count ->
    [one] Një gjë për të ndrequr para ruajtjes
    [2] Dy gjëra për të ndrequr para ruajtjes
    [3] Tri gjëra për të ndrequr para ruajtjes
    [4] Katër gjëra për të ndrequr para ruajtjes
    [5] Pesë gjëra për të ndrequr para ruajtjes
    [6] Gjashtë gjëra për të ndrequr para ruajtjes
    [7] Shtatë gjëra për të ndrequr para ruajtjes
    [8] Tetë gjëra për të ndrequr para ruajtjes
    [9] Nëntë gjëra për të ndrequr para ruajtjes
   *[other] { $count } gjëra për të ndrequr para ruajtjes
}

## Sentences beside a field. `$field` is the field's label.

form-error-required = Fusha “{ $field }” është bosh. Plotësojeni.
form-error-not-chosen = Zgjidhni një përgjigje për “{ $field }”.
form-error-too-long = Fusha “{ $field }” është tepër e gjatë. Shkurtojeni në { $limit } shenja.
form-error-too-short = Fusha “{ $field }” është tepër e shkurtër. Shkruani të paktën { $least } shenja.
form-error-not-a-time = Fusha “{ $field }” nuk është orë. Shkruani orët dhe minutat, për shembull 16:00.
form-error-not-a-date = Fusha “{ $field }” nuk është datë. Shkruani ditën, muajin dhe vitin me numra, për shembull 14 11 2026.
form-error-date-order = Data te “{ $field }” është para fillimit. Zgjidhni një datë më të vonë.
form-error-date-in-future = Data te “{ $field }” duhet të jetë sot ose më herët.
form-error-date-in-past = Data te “{ $field }” duhet të jetë sot ose më vonë.
form-error-date-same = Data te “{ $field }” është ajo që ka tashmë. Zgjidhni një tjetër.
form-error-not-a-number = Fusha “{ $field }” nuk është numër. Përdorni shifra, për shembull 60.
form-error-not-a-decimal = Fusha “{ $field }” nuk është numër. Përdorni deri në 18 shifra dhe 9 pas presjes, për shembull 12,5.
form-error-against-target = “{ $field }” nuk përputhet: nga vlera fillestare te synimi vlerat shkojnë në drejtimin tjetër.
form-error-out-of-range = Fusha “{ $field }” duhet të jetë nga { $least } deri në { $limit }.
form-error-not-an-email = Fusha “{ $field }” nuk është adresë emaili. Ajo duket si emri@example.org.
form-error-several-emails = Fusha “{ $field }” ka disa adresa emaili. Shkruani vetëm një.
form-error-email-host = Fusha “{ $field }”: pjesa pas @ nuk është domen në internet, ndaj aty nuk mund të dërgohet email. Adresa duket si emri@example.org.
form-error-email-name = Fusha “{ $field }”: emri para @ ka thonjëza ose shkronja si ë, që shumë serverë emaili nuk i pranojnë. Shkruani një adresë tjetër.
form-error-not-a-url = Fusha “{ $field }” nuk është adresë interneti. Ajo fillon me https://.
form-error-not-a-colour = Fusha “{ $field }” nuk është ngjyrë. Shkruajeni si #0b4f63.
form-error-not-a-slug = Fusha “{ $field }” mund të ketë vetëm shkronja të vogla a deri z, shifra dhe viza.
form-error-reserved = “{ $given }” i takon platformës. Zgjidhni një vlerë tjetër për “{ $field }”.
form-error-not-a-time-zone = Fusha “{ $field }” nuk është zonë orare e njohur. Ajo duket si Europe/Tirane.
form-error-not-a-country = Fusha “{ $field }” nuk është kod shteti. Ai ka dy shkronja, si AL ose XK.
form-error-not-a-language = Fusha “{ $field }” ka një gjuhë që kjo faqe nuk e ka. Zgjidhni një nga lista.
form-error-taken = Fusha “{ $field }” është përdorur tashmë. Zgjidhni një tjetër.
form-error-unknown-choice = Fusha “{ $field }” ka një përgjigje jashtë listës. Zgjidhni një nga lista.
form-error-not-found = Ajo që tregon “{ $field }” nuk gjendet më. Zgjidhni një tjetër.
form-error-control-characters = Fusha “{ $field }” ka shenja që nuk shfaqen dot. Shkruajeni sërish me dorë.
form-error-file-missing = Me “{ $field }” nuk erdhi skedar. Zgjidhni një skedar ose shkruani një lidhje.
form-error-file-empty = “{ $given }” është bosh. Zgjidheni skedarin sërish.
form-error-file-too-large = “{ $given }” është tepër i madh. Skedarët mund të jenë deri në { $limit }. Ruajeni me cilësi më të ulët ose shtoni një lidhje.
form-error-city-full = Nuk ka vend për “{ $given }”. Skedarët e bashkisë mund të zënë deri në { $limit }. Shtoni një lidhje ose kërkoni më shumë vend nga ata që e mbajnë këtë faqe.
form-error-platform-full = Nuk ka vend për “{ $given }”: vendi i ruajtjes i kësaj faqeje është pothuajse plot. Gjithçka tjetër funksionon. Shtoni një lidhje ose provoni nesër.
form-error-file-type-refused = “{ $given }” është një lloj skedari që nuk pranohet. Ruajeni si një prej këtyre: { $kinds }.
form-error-picture-refused = “{ $given }” nuk është figurë PNG, JPEG ose WebP që mund të lexohet. Ruajeni si një prej tyre.
form-error-svg-refused = “{ $given }” është vizatim SVG, i cili mund të mbajë programe. Ruajeni si PNG ose WebP.
form-error-file-type-differs = Përmbajtja e “{ $given }” nuk përputhet me emrin. Ruajeni sërish në formatin e duhur.
form-error-not-held = “{ $field }” është për mbledhje që u mbajtën. Zgjidhni “E mbajtur”, ose lëreni bosh.
form-error-file-or-link = Shtoni një skedar ose një lidhje, jo të dyja.
form-error-alt-text-missing = Thoni me një fjali çfarë tregon figura, për ata që nuk e shohin.
form-error-personal-data = Konfirmoni se skedarët nuk kanë të dhëna personale që duhen mbajtur private.
form-error-evidence-missing = Një pikë kyçe e përfunduar ka nevojë për provë publike. Shtoni një skedar ose një lidhje.
form-error-reason-missing = Jepni arsyen. Banorët do ta lexojnë.
form-error-lead-missing = Caktoni një institucion drejtues.
form-error-stale-version = Dikush e ruajti këtë ndërsa ju po shkruanit. Krahasoni të dyja versionet dhe zgjidhni.
form-error-already-sent = Ky formular është dërguar tashmë. Rezultati është në faqen më poshtë.
form-error-form-expired = Ky formular qëndroi hapur tepër gjatë. Teksti juaj është ende këtu: dërgojeni sërish.
form-error-wrong-password = Adresa e emailit dhe fjalëkalimi nuk përputhen. Kontrollojini të dyja.
form-error-wrong-current-password = Fjalëkalimi i tanishëm nuk është i saktë. Shkruajeni sërish.
form-error-weak-password = Ky fjalëkalim gjendet lehtë. Përdorni të paktën { $least } shenja, për shembull disa fjalë radhazi.
form-error-passwords-differ = Dy fjalëkalimet ndryshojnë. Shkruani të njëjtin dy herë.
form-error-expired-link = Kjo lidhje është tepër e vjetër. Kërkoni një të re.
form-error-used-link = Kjo lidhje është përdorur tashmë. Hyni ose kërkoni një të re.
form-error-no-organisation = Ende nuk veproni këtu për asnjë organizatë. Kërkojini administratorit të faqes së bashkisë ta shënojë.
form-error-unknown-link = Kjo lidhje nuk është e plotë. Hapeni sërish nga emaili.
form-error-too-many-tries = Tepër përpjekje. Provoni sërish në orën { $limit }.
form-error-last-admin = Ky është administratori i fundit. Jepjani rolin dikujt tjetër më parë.
form-error-last-operator = Ky është operatori i fundit. Caktoni më parë dikë tjetër si operator.
form-error-monitor-implements = Njëra prej të dyjave është organi i monitorimit i një plani që tjetra e zbaton, prandaj ato nuk bëhen një organizatë. Ndreqni më parë organin e monitorimit të planit ose organizatat e angazhimeve.
form-error-was-public = Banorët kanë mundur ta lexojnë këtë regjistrim, prandaj ai nuk fshihet. Tërhiqeni, me arsye.
form-error-in-use-comment = Dikush ka komentuar këtë regjistrim, prandaj ai nuk fshihet. Tërhiqeni, me arsye.
form-error-in-use-proposal = Dikush ka bërë një propozim për këtë regjistrim, ose ai lindi nga një propozim, prandaj nuk fshihet. Tërhiqeni, me arsye.
form-error-in-use-response = Një përgjigje e bashkisë e përmend këtë regjistrim, prandaj ai nuk fshihet. Tërhiqeni, me arsye.
form-error-in-use-endorsement = Një organizatë e miratoi këtë plan ose nuk pranoi ta miratojë, prandaj ai nuk fshihet.
form-error-in-use-review = Organi i monitorimit ose një vlerësues punon me këtë regjistrim, prandaj ai nuk fshihet. Tërhiqeni, me arsye.
form-error-in-use-report = Një raport për këtë plan është publik ose përfundimtar, prandaj plani nuk fshihet.
form-error-separate-duties = Ky person ka një rol tjetër që duhet të mbahet veç: monitoruesi nuk ka rol tjetër në të njëjtën bashki, vlerësuesi nuk ka rol në bashkinë që vlerëson, dhe askush nuk i përgjigjet pyetjes së vet.
form-error-body-not-ended = Një organ tjetër e monitoron bashkinë tani. Mbylleni atë më parë, me arsye, ose lëreni emrin bosh.
form-error-monitors-consent = Organi i monitorimit është i pavarur nga bashkia. Njerëzit e tij i fton një anëtar i organit ose operatori i kësaj faqeje.
form-error-plan-closed = Plani është mbyllur dhe nuk ndryshohet më.
form-error-state-change = Ky ndryshim i gjendjes nuk është i mundur nga gjendja e tanishme. Zgjidhni një tjetër.
form-error-other = Fusha “{ $field }” nuk u pranua. Kontrollojeni dhe dërgojeni sërish.
form-error-too-many-links = “{ $field }” ka më shumë se { $limit } lidhje. Hiqni disa.
form-error-answered = Kjo e ka marrë përgjigjen tashmë. Korrigjoni përgjigjen në vend që të jepni një tjetër.

form-error-consultation-open = Konsultimi është ende i hapur. Ajo për të cilën komentohet nuk ndryshon derisa të mbyllet.
form-error-consultation-closed = Komentet merren sa kohë konsultimi është i hapur. Tani nuk është i hapur.
form-error-too-few-days = Jepuni njerëzve të paktën { $limit } ditë nga sot për të komentuar.
