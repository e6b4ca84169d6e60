### Rishikimi: çfarë shohin rishikuesit e OGP-së nëpër qytete, shënojnë e pyesin; çfarë lexon qyteti.

## Rreth faqeve

review-name = Rishikuesit e OGP-së
review-nav-label = Menyja e rishikimit
review-group = Rishikimi
review-nav-queue = Çfarë ju pret
review-nav-compare = Krahaso qytetet
review-nav-queries = Pyetje për qytetet
review-nav-cities = Të gjitha faqet publike

## Çfarë e pret rishikuesin

review-queue-title = { $cities ->
    [0] Asnjë qytet nuk ju pret
    [one] Një qytet ju pret
   *[other] { $cities } qytete ju presin
}
review-queue-lede = Çfarë është me vonesë, në heshtje ose me afat, më urgjentja e para. Shifrat vijnë nga të dhënat publike të çdo qyteti.
review-queue-none = Asnjë qytet nuk u përgjigjet këtyre filtrave
review-queue-none-text = Hiqni filtrat për t’i parë të gjitha qytetet.
review-calm-title = Asgjë për të bërë tani
review-filter-country = Shteti
review-filter-area = Fusha e politikave
review-filter-state = Gjendja e planit
review-filter-need = Arsyeja
review-need-late = Ka pika kyçe me vonesë
review-need-silent = Në heshtje prej katër muajsh
review-need-assessment = Pritet një vlerësim
review-need-ending = Plani mbaron
review-need-no-plan = Pa plan të publikuar
review-need-due = Me afat të afërt
review-reason-late = { $milestones ->
    [one] Një pikë kyçe është me vonesë
   *[other] { $milestones } pika kyçe janë me vonesë
}. Më e gjata: { $longest }.
review-reason-silent = Asgjë nuk u raportua që nga { $date }.
review-reason-never = Asgjë nuk u raportua ndonjëherë.
review-reason-ending = Plani mbaron më { $date }.
review-reason-ended = Dita e fundit e planit ishte { $date }, por ai është ende i hapur.
review-reason-assessment = Vlerësimi i organit të monitorimit pritet më { $date }.
review-reason-unassessed = Vlerësimi i organit të monitorimit pritej më { $date }.
review-reason-no-plan = Nuk është publikuar asnjë plan.
review-reason-due = Pika kyçe e radhës e ka afatin më { $date }.

## Qytetet krah për krah

review-compare-title = Kush ka nevojë për mbështetje dhe kush mund të tregojë si bëhet?
review-compare-lede = { $cities ->
    [one] Një qytet
   *[other] { $cities } qytete
} me plan të publikuar. Shifrat vijnë nga të dhënat publike të çdo qyteti.
review-compare-choose = Zgjidhni qytete
review-compare-table = Qytetet dhe shifrat e tyre
review-sort = Rendit sipas
review-column-city = Qyteti
review-column-plan = Plani
review-column-milestones = Pikat kyçe
review-column-complete = Pika kyçe të përfunduara
review-column-support = Së pari kush ka nevojë për ndihmë
review-column-slug = Emri i shkurtër në adresa
review-column-minimum = Kërkesat minimale që tregojnë të dhënat (nga 4)
review-column-practices = Praktikat e rekomanduara që tregojnë të dhënat (nga 6)
review-column-ended = Mbarimi i planit
review-filter-all = Të gjitha gjendjet
review-filter-examples = Shfaq të dhënat shembull
review-cell-unknown = Nuk dihet
review-cell-none-late = Asnjë me vonesë
review-cell-no-meeting = Asnjë takim
review-cell-all-reported = Të gjitha të raportuara
review-scale-unknown = Nuk dihet, ose s’ka çfarë të numërohet
review-cell-unreported = { $count } të paraportuara
review-cell-practices = { $met } nga { $all } praktika
review-column-late = Me vonesë
review-column-late-since = Vonesa më e gjatë që nga
review-column-evidence = Prova për punën e përfunduar
review-column-answer-days = Ditë deri në përgjigje
review-column-asked = Komente që kërkojnë përgjigje
review-column-answered = Komente me përgjigje
review-column-answers-late = Përgjigje me vonesë
review-column-meetings = Mbledhje të forumit, 12 muajt e fundit
review-column-requirements = Kërkesat minimale që tregojnë të dhënat
review-column-not-reported = Pa raportim
review-column-activity = Raporti ose prova e fundit
review-column-as-of = Shifrat e datës
review-cell-support = Ofroni mbështetje
# $late (Number) - answers that are late
review-cell-answers-late = { $late ->
    [one] Një përgjigje është me vonesë
   *[other] { $late } përgjigje janë me vonesë
}
review-cell-silent = Pyesni çfarë ndodhi
review-cell-never = Asnjëherë
review-cell-nothing = Asgjë për të numëruar
review-scale-lower = Më pak
review-scale-better = Më mirë
review-scale-talk = Kërkon një bisedë
review-walls-title = Çdo plan në të njëjtën vijë kohe
review-walls-some = { $shown } nga { $all } qytete, sipas radhës së tabelës. Zgjidhni qytete për të parë të tjerat.
review-mini = { $done } nga { $all } të përfunduara, { $late ->
    [0] asnjë me vonesë
   *[other] { $late } me vonesë
}
review-mini-label = Pikat kyçe – { $city }: { $summary }
review-csv = Shkarko si CSV

## Çfarë është pyetur në të gjitha qytetet

review-asked-title = Pyetje për qytetet
review-asked-lede = Çfarë ka pyetur OGP-ja, më e reja e para. Hapni një qytet për të lexuar përgjigjen e tij.
review-asked-none = Ende nuk është pyetur asgjë
review-asked-none-text = Hapni një qytet për ta pyetur diçka.
review-asked-nothing = Asnjë pyetje nuk u përgjigjet këtyre filtrave
review-asked-nothing-text = Zgjidhni të tjerë për të parë më shumë.
review-filter-answer = Përgjigjja
review-asked-waits = { $days ->
    [0] Pret që sot
    [one] Pret prej 1 dite
   *[other] Pret prej { $days } ditësh
}
review-asked-answered = Përgjigjur më { $date }, { $days ->
    [0] po atë ditë
    [one] pas 1 dite
   *[other] pas { $days } ditësh
}

## Një qytet

review-city-told = Regjistri i këtij qyteti thotë se stafi i OGP-së i lexoi sot të dhënat e tij.
review-city-public = Shihni faqet publike
review-city-commitments = Angazhimet
review-note-title = Shënime
review-note-lede = Këto shënime i lexojnë rishikuesit. Qyteti nuk i lexon.
review-note-none = Ende pa shënime.
review-note-new = Shkruani një shënim
review-note-edit = Ndryshoni shënimin
review-note-field-text = Shënimi
review-note-by = { $name }, { $date }
review-note-kept = U ruajt. E shohin vetëm rishikuesit.
review-field-commitment = Për
review-whole-city = Të gjithë qytetin
review-query-title = Pyetje për qytetin
review-query-none = Ende nuk është pyetur asgjë.
review-query-new = Pyesni qytetin
review-query-lede = Koordinatorët e qytetit marrin një postë elektronike. Përgjigjja e tyre ju vjen me postë dhe qëndron këtu.
review-query-field-question = Pyetja
review-query-field-due = Përgjigjja pritet deri më
review-query-button = Dërgo pyetjen
review-query-sent = U dërgua. Përgjigjja ju vjen me postë elektronike.
review-query-asked = Pyetur më { $date }
review-query-due = Përgjigjja pritet deri më { $date }
review-query-open = Pret qytetin
review-query-answered = Me përgjigje
review-query-answered-on = Përgjigjur më { $date }

## Ana e qytetit

query-title = Pyetje nga OGP
query-nav = Rishikuesit e OGP-së
query-lede = Rishikuesit e OGP-së pyesin këtu dhe lexojnë përgjigjen tuaj. Banorët nuk shohin asnjërën.
query-none = Ende pa pyetje.
query-one = Pyetje nga OGP
query-waiting = { $count ->
    [one] Një pyetje nga OGP pret përgjigje.
   *[other] { $count } pyetje nga OGP presin përgjigje.
}
query-answer = Përgjigju
query-field-answer = Përgjigjja juaj
query-hint-answer = Pasi dërgohet, nuk ndryshohet më.
query-sent = U përgjigj. Rishikuesi merr një postë elektronike.
query-reads-title = Kur stafi i OGP-së i lexoi të dhënat tuaja
query-reads-lede = Një shënim për çdo rishikues e ditë. Ata shohin çfarë është e publikuar.
query-reads-none = Ende jo.
