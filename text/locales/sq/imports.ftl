### Import of a plan: the pages, and the reasons for doubtful cells: what was found, what Besa did with it.
### Long because each reason of a note, and each field of a column, has a text.

## Pages

import-title = Importo një plan
import-lede = Ngarkoni planin që keni. Shihni çfarë do të krijohej, para se të ruhet diçka.
import-workbook = Shkarko fletëllogaritësen bosh (XLSX)
import-field-file = Skedari
import-hint-file = Një fletëllogaritëse (XLSX, XLS, ODS, CSV), një dokument (DOCX, ODT) ose JSON i vetë Besës, deri në { $limit }
import-check = Kontrollo skedarin
import-review-title = Kontrolloni para importit
import-review-lede = Nga “{ $file }” ende nuk është ruajtur asgjë.
import-would-make = Çfarë do të krijohet
import-count-plans = { $count ->
    [one] 1 plan
   *[other] { $count } plane
}
import-count-commitments = { $count ->
    [one] 1 angazhim
   *[other] { $count } angazhime
}
import-count-milestones = { $count ->
    [one] 1 pikë kyçe
   *[other] { $count } pika kyçe
}
import-count-stakeholders = { $count ->
    [one] 1 organizatë
   *[other] { $count } organizata
}
import-count-unchanged = { $count ->
    [one] 1 zë është tashmë aty dhe nuk ndryshon
   *[other] { $count } zëra janë tashmë aty dhe nuk ndryshojnë
}
import-doubts-title = { $count ->
    [0] Asnjë qelizë e dyshimtë
    [one] Një qelizë e dyshimtë
   *[other] { $count } qeliza të dyshimta
}
import-doubts-text = Secila mund të ndreqet pas importit. Teksti i skedarit ruhet.
import-refused-title = { $count ->
    [one] Një rresht lihet jashtë
   *[other] { $count } rreshta lihen jashtë
}
import-unusable-title = Ky skedar nuk importohet dot
import-column-where = Ku
import-column-found = U gjet
import-column-reason = Arsyeja
import-where = { $sheet }, rreshti { $row }, { $column }
import-where-row = Rreshti { $row }, { $column }
import-member = Plani i cilës bashki?
import-confirm = Importo planin
import-discard = Hiq dorë
import-done = U importua. Angazhime: { $commitments }. Pika kyçe: { $milestones }.
import-nothing-new = Gjithçka në këtë skedar është tashmë këtu. Asgjë nuk ndryshoi.
import-earlier-title = Importet e mëparshme
import-source-cell = Nga { $file }, { $place }

## Dates

import-note-date-not-understood = “{ $given }” nuk është datë që e kuptojmë. Teksti ruhet dhe data mbetet bosh.
import-note-month-only = “{ $given }” jep vetëm muajin. Përdoret dita e fundit e muajit: { $used }.
import-note-quarter-only = “{ $given }” jep vetëm tremujorin. Përdoret dita e fundit e tij: { $used }.
import-note-half-only = “{ $given }” jep vetëm gjashtëmujorin. Përdoret dita e fundit e tij: { $used }.
import-note-months-only = “{ $given }” jep vetëm muaj. Përdoret dita e fundit e muajit të fundit: { $used }.
import-note-season-only = “{ $given }” jep vetëm stinën. Përdoret dita e fundit e saj: { $used }.
import-note-year-only = “{ $given }” jep vetëm vitin. Përdoret dita e fundit e tij: { $used }.
import-note-date-order-guessed = “{ $given }” lexohet me ditën ose me muajin në fillim. U lexua si { $used }.
import-note-short-year = “{ $given }” e ka vitin me dy shifra. U lexua si { $used }.
import-note-spreadsheet-day = “{ $given }” është numri i ditës në një fletëllogaritëse. U lexua si { $used }.
import-note-open-ended = “{ $given }” nuk jep fund. Afati mbetet bosh.
import-note-repeating = “{ $given }” përsëritet. Teksti ruhet dhe afati mbetet bosh.
import-note-end-before-start = “{ $given }” është para fillimit. Fillimi lihet jashtë, ruhet vetëm teksti i tij: kontrollojini të dyja datat.
import-note-outside-plan = “{ $given }” është jashtë planit. Ruhet: kontrollojeni.
import-note-date-missing = Nuk ka afat. Pika kyçe ruhet pa afat.

## Values

import-note-unknown-policy-area = “{ $given }” nuk është fushë që e njohim. Teksti ruhet: zgjidhni një fushë më pas.
import-note-unknown-sector = “{ $given }” nuk është sektor që e njohim. Teksti ruhet.
import-note-unknown-value = “{ $given }” nuk është vlerë e qeverisjes së hapur. Lihet jashtë.
import-note-only-technology = Vetëm teknologjia nuk mjafton që angazhimi të jetë me vend. Shtoni informimin, pjesëmarrjen ose llogaridhënien, nëse përshtaten.
import-note-unknown-state = “{ $given }” nuk është gjendje që e njohim. Pika kyçe mbetet pa raportuar, as e kryer, as me vonesë.
import-note-state-understood = “{ $given }” lexohet si “{ $used }”.
import-note-state-contradicts-percent = “{ $given }” nuk përputhet me { $used }%. Ruhen të dyja: kontrollojini.
import-note-commitment-state-not-used = “{ $given }” nuk është gjendje e një angazhimi, ose mungon arsyeja e saj. Angazhimi mbetet i pranuar.
import-note-report-not-possible = Gjendja nuk mund të raportohet: mungon arsyeja, ose data është në të ardhmen. Korrigjoni rreshtin ose raportojeni te pika kyçe.
import-note-no-state = Nuk jepet gjendje. Pika kyçe mbetet pa raportuar, as e kryer, as me vonesë.
import-note-completion-kept-as-finding = Zbatimi “{ $given }” ruhet si gjetje e monitorimit. Nuk është gjendja e vetë bashkisë.
import-note-unknown-completion = “{ $given }” nuk është në shkallën e zbatimit. Teksti ruhet si gjetje e monitorimit.
import-note-number-not-understood = “{ $given }” nuk është numër që e kuptojmë. Nuk përdoret.
import-note-number-taken = Numri { $given } është i zënë. Merr numrin { $used }.
import-note-number-rounded = “{ $given }” rrumbullakoset në { $used }.
import-note-percent-of-fraction = “{ $given }” lexohet si { $used } %, sepse kolona ka pjesë të njëshit.
import-note-unknown-kind = “{ $given }” nuk është lloj organizate që e njohim. Përdoret “Tjetër”.
import-note-email-not-understood = “{ $given }” nuk është adresë emaili. Lihet jashtë.
import-note-text-too-long = Teksti që nis me “{ $given }” është tepër i gjatë. U shkurtua: teksti i plotë mbetet te importi.
import-note-title-missing = Titulli është bosh. Rreshti lihet jashtë.
import-note-title-cut = Teksti që nis me “{ $given }” është i gjatë për titull. Fjalia e parë bëhet titull, pjesa tjetër përshkrim.
import-note-personal-data = “{ $given }” mund të ketë të dhëna personale. Mbahet privat.
import-note-lead-is-person = “{ $given }” duket si emër personi. Ky emër është publik: shkruani organizatën dhe shtojeni personin si kontakt.

## Rows

import-note-duplicate-row = Ky rresht përsërit një tjetër: “{ $given }”. Lihet jashtë.
import-note-already-imported = Bashkia ka “{ $used }”, skedari ka “{ $given }”. Vlera e bashkisë mbetet.
import-note-emptied = Bashkia ka “{ $used }”, skedari këtu nuk ka asgjë. Vlera e bashkisë mbetet.
import-note-row-differs = Një rresht tjetër i zërit thotë “{ $given }”. Përdoret vlera e parë: “{ $used }”.
import-note-lead-is-supporter = Një rresht tjetër e quan “{ $given }” drejtues. Bëhet mbështetës.
import-note-same-title = Një zë tjetër ka titullin “{ $given }”. Ruhen të dy.
import-note-no-commitment = Rreshti nuk ka angazhim. Krijon vetëm planin.
import-note-unknown-commitment = Ky rresht përmend një angazhim që skedari nuk e ka: “{ $given }”. Lihet jashtë.
import-note-unknown-plan = Në këtë skedar nuk ka plan “{ $given }”. Rreshti lihet jashtë.
import-note-unknown-member = Në këtë platformë nuk ka bashki për “{ $given }”. Rreshti lihet jashtë.
import-note-too-many-commitments = Plani ka { $given } angazhime njëherësh. OGP Local kërkon jo më shumë se pesë.
import-note-plan-after-term = Plani mbaron pas mandatit. Ruhet: kontrolloni të dyja datat.

## The file

import-note-missing-sheet = Mungon fleta “{ $given }”. Merret si bosh.
import-note-missing-column = Asnjë kolonë nuk e mban këtë: “{ $given }”. Thoni te faqja e kolonave cila e mban, ose shtojeni dhe ngarkojeni skedarin sërish.
import-note-unknown-column = Kolona “{ $given }” nuk njihet. Qelizat e saj ruhen me importin dhe nuk përdoren: thoni çfarë mban.
import-note-duplicate-column = Kolona “{ $given }” shfaqet dy herë. Përdoret e para.
import-note-unreadable-file = Skedari nuk lexohet dot. Ruajeni sërish si XLSX, ODS, CSV ose DOCX dhe ngarkojeni.
import-note-locked-file = Skedari ka fjalëkalim. Ruajeni pa fjalëkalim dhe ngarkojeni.
import-note-other-workbook = Fletëllogaritësja ka një format që nuk lexohet dot. Hapeni, ruajeni si XLSX dhe ngarkojeni.
import-note-other-document = Dokumenti ka një format që nuk lexohet dot. Hapeni, ruajeni si DOCX dhe ngarkojeni.
import-note-pdf-file = Një PDF nuk importohet dot. Ngarkoni dokumentin nga i cili është bërë, ose kopjoni tabelën në një fletëllogaritëse dhe ngarkojeni.
import-note-open-quote = “{ $given }” nis me një thonjëz që nuk mbyllet. Thonjëza u lexua si tekst dhe rreshtat poshtë saj si rreshta.
import-note-chart-sheet = Fleta “{ $given }” mban një grafik ose një makro. Nuk lexohet.
import-note-text-not-read = “{ $given }” gjendet në një kuti teksti, në një shënim, në kokën ose fundin e faqes, ose nën një qelizë të bashkuar. Nuk lexohet.
import-note-paragraph-not-read = “{ $given }” nuk i përket asnjë fushe që njihet. Lihet jashtë: kopjojeni në fushën e vet pas importit, nëse ju duhet.
import-note-text-guessed = “{ $given }” nuk ka etiketë që njihet e plotë. U lexua sipas asaj që e rrethon: kontrollojeni.
import-note-no-commitment-in-text = Asnjë titull nuk emërton angazhim dhe nuk u gjet tabelë plani. Shkruani “Angazhimi 1: …” mbi secilin angazhim dhe “Pikat kyçe” mbi listën e tij, ose kopjojeni planin në fletëllogaritësen tonë, dhe ngarkojeni atë.
import-note-encoding = Teksti nuk është UTF-8. Ruajeni skedarin si “CSV UTF-8” dhe ngarkojeni.
import-note-empty-file = Skedari nuk ka rreshta. Plotësoni fletëllogaritësen dhe ngarkojeni sërish.
import-note-file-too-large = Skedari është më i madh se { $given }. Ndajeni dhe importoni pjesët.
import-note-too-many-rows = Skedari ka më shumë se { $given } rreshta. Ndajeni dhe importoni pjesët.
import-note-too-many-plans = Skedari ka më shumë se { $given } plane. Ndajeni dhe importoni pjesët.
import-note-too-many-columns = Tabela ka më shumë se { $given } kolona. Hiqni kolonat që nuk i përkasin planit.
import-note-too-many-cells = Skedari ka më shumë se { $given } qeliza ose vlera të plotësuara. Ndajeni dhe importoni pjesët.
import-note-too-many-sheets = Libri i punës ka më shumë se { $given } fletë. Hiqni fletët që nuk i përkasin planit.
import-note-cell-too-long = Qeliza ka më shumë se { $given } shenja. Shkurtojeni. Në një skedar CSV, shihni nëse ka një thonjëz që nuk mbyllet.
import-note-too-much-text = Skedari ka më shumë se { $given } tekst. Ndajeni dhe importoni pjesët.
import-note-too-many-notes = Skedari ka më shumë se { $given } vende të dyshimta. Shihni nëse është skedari i duhur ose importojeni me pjesë.
import-note-nested-too-deep = Skedari ka më shumë se { $given } nivele brenda njëri-tjetrit. Një plan nuk ka kaq: shihni nëse është skedari i duhur.
import-note-workbook-too-large = Libri i punës mban shumë më tepër se një plan. Kopjoni qelizat e plotësuara te libri i zbrazët dhe ngarkojeni atë.
import-note-formula-error = Qeliza tregon gabimin “{ $given }” të fletëllogaritëses. Lexohet si bosh.
import-note-formula-without-value = Qeliza ka formulën “{ $given }” pa rezultat. Lexohet si bosh.
import-note-version-unknown = Skedari është shkruar nga versioni “{ $given }”, që nuk njihet këtu. Eksportojeni sërish.
import-note-several-members = Skedari ka plane të disa bashkive. Zgjidhni njërën ose importojeni nga rreshti i komandave.

## Të tjera nga faqet

import-member-hint = Skedari mban planet e disa bashkive. Zgjidhni njërën dhe zgjidhni përsëri skedarin.
import-count-people = { $count ->
    [one] 1 person kontakti, privat
   *[other] { $count } persona kontakti, privatë
}
import-count-indicators = { $count ->
    [one] 1 tregues
   *[other] { $count } tregues
}
import-count-findings = { $count ->
    [one] 1 gjetje e organit të monitorimit
   *[other] { $count } gjetje të organit të monitorimit
}
import-made = Çfarë u krijua
import-open-plan = Hap planin
import-whole-file = I gjithë skedari
import-done-flash = U importua. Plani është këtu, si draft.
import-dropped = U hodh poshtë. Asgjë nuk u ruajt.
import-state-waiting = Po krahasohet
import-state-reviewing = Pret vendimin tuaj
import-state-making = Po importohet
import-state-confirmed = I importuar
import-state-cancelled = I hedhur poshtë

## Rreshtat dhe kolonat e çdo flete

import-note-column-guessed = Kolona “{ $given }” nuk njihet e plotë. U lexua sipas një pjese të titullit: kontrollojeni.
import-note-column-left-out = Kolonën “{ $given }” e latë jashtë.
import-note-hidden-column = Kolona “{ $given }” është e fshehur në skedar. U lexua.
import-note-hidden-row = Rreshti është i fshehur në skedar. U lexua.
import-note-hidden-sheet = Fleta është e fshehur në skedar. Nuk u lexua.
import-note-sheet-not-read = Fleta nuk ka tabelë plani. Nuk u lexua.
import-note-no-table = Nuk u gjet tabelë me tituj kolonash. Rreshti i parë i tabelës duhet t’i emërtojë kolonat.
import-note-row-above-table = Rreshti qëndron mbi tabelë. Nuk është zë i planit.
import-note-row-below-table = Rreshti qëndron nën tabelë, si nënshkrim ose shënim. Nuk është zë i planit.
import-note-total-row = Rreshti është shumë. Nuk është zë i planit.
import-note-repeated-heading = Rreshti përsërit titujt e kolonave. Nuk është zë i planit.
import-note-row-left-out = Rreshti nuk mban plan, angazhim apo pikë kyçe. Lihet jashtë.
import-note-cell-not-read = “{ $given }” nuk i përket asnjë zëri. Lihet jashtë.
import-note-list-split = Qeliza mban një listë. Secili nga { $used } zërat e saj u bë pikë kyçe.
import-note-indicators-split = Qeliza mban një listë. Secili nga { $used } zërat e saj u bë tregues.
import-note-plan-title-guessed = Asnjë rresht nuk e emërton planin. Titulli i tij është “{ $used }”: ndryshojeni nëse është tjetër.
import-note-left-out = “{ $given }” e latë jashtë, me gjithçka që i përket.
import-note-taken-as-same = I ngjan “{ $used }”, që bashkia e ka, dhe merret si i njëjti zë. Thojeni nëse është tjetër.
import-note-taken-as-new = I ngjan “{ $used }”, që bashkia e ka, dhe merret si zë tjetër. Thojeni nëse është i njëjti.
import-note-organisation-alike = “{ $given }” i ngjan “{ $used }”. Mbeten të dyja: thojeni nëse janë e njëjta.
import-note-completed-today = Skedari nuk jep ditën e përfundimit. Përdoret { $used }: ndreqeni rreshtin nëse ishte një ditë tjetër.
import-note-import-failed = Asgjë nuk u importua: të dhënat e bashkisë ndryshuan pasi “{ $given }” u krahasua me to, për shembull sepse një plan u mbyll. Kontrolloni zërat dhe konfirmoni përsëri, ose hidheni skedarin poshtë.
import-note-stays-after-undo = “{ $given }” mbetet: u botua, ose dikush ka punuar me të a me çfarë i përket pas importit.

## Shqyrtimi i skedarit

import-rows = U lexuan { $read } rreshta. { $noted } prej tyre nuk janë zëra, ose u lanë jashtë.
import-table-title = Çfarë mban skedari
import-show-all = Të gjitha
import-show-doubtful = Për t’u kontrolluar ({ $count })
import-column-record = Zëri
import-column-dates = Datat
import-column-state = Gjendja
import-column-lead = Përgjegjës
import-column-outcome = Çfarë ndodh
import-fate-new = Krijohet
import-fate-known = Tashmë aty
import-fate-left-out = Lihet jashtë
import-level-plan = Plani
import-level-commitment = Angazhim
import-level-milestone = Pikë kyçe
import-level-indicator = Tregues
import-said = Në skedar: “{ $said }”
import-edit = Ndreq
import-edit-of = Ndreq “{ $title }”
import-leave-out = Lër jashtë
import-take-in = Merre megjithatë
import-save = Ruaj
import-like-question = A është “{ $title }”?
import-like-same = I njëjti
import-like-other = Tjetër
import-organisations-title = Organizata që mund të jenë e njëjta
import-organisations-line = A është “{ $name }” në skedar “{ $other }”?
import-report-question = Plani thotë “{ $from }”, skedari “{ $to }”.
import-report-yes = Raporto gjendjen e skedarit
import-report-no = Mbaj gjendjen e planit
import-report-all = Raporto gjendjen e të { $count } pikave kyçe
import-reported = Do të raportohet
import-columns-title = Kolonat e skedarit
import-columns-lede = Thoni çfarë mban çdo kolonë. Kur skedari të importohet, zgjedhjet tuaja mbahen mend për skedarët e ardhshëm të bashkisë.
import-columns-needed = Asnjë kolonë nuk mban titujt e angazheve. Zgjidhni kolonën që i mban, pastaj vazhdoni.
import-columns-open = { $count ->
    [0] Kolonat
    [one] Kolonat: një nuk njihet
   *[other] Kolonat: { $count } nuk njihen
}
import-columns-heading = Titulli i kolonës
import-columns-values = Vlerat e para
import-columns-field = Mban
import-columns-guess = Gjetur sipas vlerave: kontrollojeni.
import-columns-none = Asgjë që na duhet
import-columns-no-heading = Pa titull
import-columns-save = Lexoje skedarin kështu
import-undo = Ktheje importin mbrapsht
import-undo-text = Heq çfarë krijoi ky import, për aq sa askush nuk ka punuar me të. Çfarë ndryshoi dikush mbetet dhe emërtohet.
import-undone = U kthye mbrapsht.
import-state-undone = I kthyer mbrapsht
import-work-waiting = { $count ->
    [one] Zëri i këtij skedari të madh po krahasohet me zërat e bashkisë. Pastaj kontrolloni çfarë do të importohet.
   *[other] { $count } zërat e këtij skedari të madh po krahasohen me zërat e bashkisë. Pastaj kontrolloni çfarë do të importohet.
}
import-work-making = { $count ->
    [one] Zëri i këtij skedari të madh po importohet.
   *[other] { $count } zërat e këtij skedari të madh po importohen: të gjithë ose, nëse diçka nuk shkon, asnjë.
}
import-work-queued = Puna ende nuk ka nisur. Pret radhën.
import-work-progress = { $done } nga { $total } pika kyçe të kryera
import-work-leave = Mund ta mbyllni këtë faqe dhe të ktheheni më vonë.
import-notes-next = Shënimet e tjera
import-notes-previous = Shënimet e mëparshme
import-nothing-made = Nga ky skedar nuk krijohet asgjë e re.
import-nothing-differs = Çfarë ndryshon nga të dhënat tuaja, ose u la jashtë, renditet më poshtë.
import-nothing-reports = Skedari ka gjendje të reja. Thoni më poshtë cilat raportohen.
import-undone-made = Çfarë kishte krijuar
import-cancelled-made = Çfarë do të kishte krijuar
import-stays-title = { $count ->
    [0] Asgjë prej tij nuk mbetet
    [one] Çfarë mbetet
   *[other] Çfarë mbetet: { $count } zëra
}
import-count-reports = { $count ->
    [one] 1 gjendje e re, e raportuar
   *[other] { $count } gjendje të reja, të raportuara
}
import-place-paragraph = Paragrafi { $number }
import-place-row = Rreshti { $number }, { $field }
import-busy-file = Asgjë nuk importohet para se të zgjidhen kolonat.
import-next = Zërat e tjerë
import-previous = Zërat e mëparshëm

import-note-second-email = “{ $given }” është adresë e dytë. Ruhet e para.

## Fushat e kolonave

import-field-of-member = Bashkia
import-field-of-country = Shteti
import-field-of-plan-title = Plani: titulli
import-field-of-plan-reference = Plani: referenca
import-field-of-plan-ogp-id = Plani: identifikuesi i OGP
import-field-of-plan-language = Plani: gjuha
import-field-of-plan-start = Plani: fillimi
import-field-of-plan-end = Plani: mbarimi
import-field-of-plan-end-of-current-administration = Plani: fundi i mandatit
import-field-of-plan-date-submitted = Plani: data e dorëzimit
import-field-of-plan-date-adopted = Plani: data e miratimit
import-field-of-plan-lead-institutions = Plani: institucionet drejtuese
import-field-of-plan-foreword = Plani: parathënia
import-field-of-plan-vision = Plani: vizioni
import-field-of-plan-achievements = Plani: arritjet
import-field-of-plan-challenges = Plani: sfidat
import-field-of-plan-medium-term-goals = Plani: synimet afatmesme
import-field-of-plan-contribution-to-vision = Plani: ndihmesa ndaj vizionit
import-field-of-plan-wider-policy-goals = Plani: synimet më të gjera
import-field-of-plan-institutional-arrangements = Plani: organizimi institucional
import-field-of-plan-collaboration-spaces = Plani: hapësirat e bashkëpunimit
import-field-of-plan-diversity-measures = Plani: masat për larmi
import-field-of-plan-participants = Plani: pjesëmarrësit
import-field-of-plan-groups = Plani: grupet
import-field-of-plan-public-meetings = Plani: takimet publike
import-field-of-plan-continued-collaboration = Plani: vazhdimi i bashkëpunimit
import-field-of-plan-conflict-resolution = Plani: zgjidhja e mosmarrëveshjeve
import-field-of-plan-monitoring-body = Plani: organi i monitorimit
import-field-of-plan-monitoring-body-description = Plani: përshkrimi i organit të monitorimit
import-field-of-plan-monitoring-contact = Plani: kontakti i monitorimit
import-field-of-plan-monitoring-email = Plani: emaili i monitorimit
import-field-of-plan-progress-discussions = Plani: diskutimet për ecurinë
import-field-of-plan-progress-checks = Plani: kontrollet e ecurisë
import-field-of-plan-publication-of-results = Plani: botimi i rezultateve
import-field-of-plan-source = Plani: burimi
import-field-of-commitment-number = Angazhimi: numri
import-field-of-commitment-ogp-id = Angazhimi: identifikuesi i OGP
import-field-of-commitment-title = Angazhimi: titulli
import-field-of-commitment-short-title = Angazhimi: titulli i shkurtër
import-field-of-commitment-state = Angazhimi: gjendja
import-field-of-commitment-state-reason = Angazhimi: pse u tërhoq ose kaloi në planin tjetër
import-field-of-commitment-start = Angazhimi: fillimi
import-field-of-commitment-end = Angazhimi: mbarimi
import-field-of-commitment-dates = Angazhimi: fillimi dhe mbarimi në një qelizë
import-field-of-commitment-lead-institution = Angazhimi: institucioni përgjegjës
import-field-of-commitment-institutions = Angazhimi: institucione të tjera
import-field-of-commitment-others = Angazhimi: organizata me rol tjetër
import-field-of-commitment-problem = Angazhimi: problemi
import-field-of-commitment-status-quo = Angazhimi: gjendja aktuale
import-field-of-commitment-action = Angazhimi: veprimi
import-field-of-commitment-solution = Angazhimi: zgjidhja
import-field-of-commitment-long-term-goal = Angazhimi: synimi afatgjatë
import-field-of-commitment-policy-area = Angazhimi: fusha e politikës
import-field-of-commitment-sector = Angazhimi: sektori
import-field-of-commitment-ogp-values = Angazhimi: vlerat e OGP
import-field-of-commitment-why-relevant = Angazhimi: pse ka rëndësi
import-field-of-commitment-why-access-to-information = Angazhimi: pse aksesi në informacion
import-field-of-commitment-why-civic-participation = Angazhimi: pse pjesëmarrja qytetare
import-field-of-commitment-why-public-accountability = Angazhimi: pse llogaridhënia publike
import-field-of-commitment-why-technology = Angazhimi: pse teknologjia
import-field-of-commitment-resources = Angazhimi: burimet
import-field-of-commitment-additional-information = Angazhimi: të dhëna shtesë
import-field-of-commitment-sdg-targets = Angazhimi: objektivat e zhvillimit
import-field-of-commitment-source = Angazhimi: burimi
import-field-of-commitment-besa-id = Angazhimi: ID në Besa
import-field-of-irm-verifiable = Monitorimi: i verifikueshëm
import-field-of-irm-potential-impact = Monitorimi: ndikimi i mundshëm
import-field-of-irm-completion-end = Monitorimi: përmbushja
import-field-of-irm-diog = Monitorimi: hapja e qeverisjes
import-field-of-milestone-number = Pika kyçe: numri
import-field-of-milestone-title = Pika kyçe: titulli
import-field-of-milestone-output = Pika kyçe: produkti
import-field-of-milestone-outcome = Pika kyçe: rezultati
import-field-of-milestone-start = Pika kyçe: fillimi
import-field-of-milestone-due = Pika kyçe: afati
import-field-of-milestone-dates = Pika kyçe: fillimi dhe afati në një qelizë
import-field-of-milestone-responsible-institution = Pika kyçe: institucioni përgjegjës
import-field-of-milestone-supporters = Pika kyçe: organizata mbështetëse
import-field-of-milestone-others = Pika kyçe: organizata me rol tjetër
import-field-of-milestone-responsible-person = Pika kyçe: personi përgjegjës
import-field-of-milestone-responsible-title = Pika kyçe: pozicioni i personit
import-field-of-milestone-responsible-email = Pika kyçe: emaili i personit
import-field-of-milestone-role = Pika kyçe: roli
import-field-of-milestone-state = Pika kyçe: gjendja
import-field-of-milestone-percent = Pika kyçe: përqindja
import-field-of-milestone-completed-on = Pika kyçe: data e përfundimit
import-field-of-milestone-reason = Pika kyçe: arsyeja
import-field-of-milestone-evaluation-link = Pika kyçe: lidhja te dëshmia
import-field-of-milestone-new-or-ongoing = Pika kyçe: e re apo në vazhdim
import-field-of-milestone-besa-id = Pika kyçe: ID në Besa
import-field-of-indicator-number = Treguesi: numri
import-field-of-indicator-title = Treguesi: titulli
import-field-of-indicator-title-en = Treguesi: titulli në anglisht
import-field-of-indicator-title-sq = Treguesi: titulli në shqip
import-field-of-indicator-title-es = Treguesi: titulli në spanjisht
import-field-of-indicator-title-fr = Treguesi: titulli në frëngjisht
import-field-of-indicator-title-mk = Treguesi: titulli në maqedonisht
import-field-of-indicator-title-sr = Treguesi: titulli në serbisht
import-field-of-indicator-unit = Treguesi: njësia
import-field-of-indicator-direction = Treguesi: nëse është më mirë më lart a më poshtë
import-field-of-indicator-baseline = Treguesi: vlera fillestare
import-field-of-indicator-baseline-on = Treguesi: dita e vlerës fillestare
import-field-of-indicator-target = Treguesi: synimi
import-field-of-indicator-due = Treguesi: afati
import-field-of-indicator-deadline-en = Treguesi: afati me fjalë anglisht
import-field-of-indicator-deadline-sq = Treguesi: afati me fjalë shqip
import-field-of-indicator-deadline-es = Treguesi: afati me fjalë spanjisht
import-field-of-indicator-deadline-fr = Treguesi: afati me fjalë frëngjisht
import-field-of-indicator-deadline-mk = Treguesi: afati me fjalë maqedonisht
import-field-of-indicator-deadline-sr = Treguesi: afati me fjalë serbisht
import-field-of-stakeholder-organisation = Organizata: emri
import-field-of-stakeholder-kind = Organizata: lloji
import-field-of-stakeholder-person = Organizata: personi
import-field-of-stakeholder-person-title = Organizata: pozicioni i personit
import-field-of-stakeholder-email = Organizata: emaili
import-field-of-stakeholder-website = Organizata: faqja
import-field-of-stakeholder-part = Organizata: roli
import-field-of-stakeholder-besa-id = Organizata: ID në Besa

## OGP’s dataset

import-note-ogp-id-missing = Rreshti nuk ka numër identifikues të OGP-së për angazhimin. Lihet jashtë.
import-note-unknown-country = “{ $given }” nuk është kod vendi. Rreshti lihet jashtë.
import-note-row-damaged = Rreshti nuk lexohet dot: { $given }. Lihet jashtë.
import-note-value-not-accepted = Një vlerë nuk mund të ruhet: { $given }. Rreshti lihet jashtë.
import-note-plan-is-closed = Plani është mbyllur. Angazhimi { $given } lihet jashtë.
import-note-unknown-coding = “{ $given }” nuk është vlerë e kësaj kolone. Ruhet siç është.
import-note-figure-differs = OGP jep këtu “{ $given }”. E llogaritur nga gjetjet, vlera është “{ $used }”.
import-note-scored-not-reviewed = Pikët janë { $given }, dhe angazhimi nuk është shqyrtuar. Ruhen të dyja.
import-note-coding-updated = OGP jep tani “{ $given }” në vend të “{ $used }”. Përdoret vlera më e re.
import-note-title-in-capitals = Titulli “{ $given }” është shkruar me shkronja të mëdha. Ruhet siç është.
import-note-title-from-short = Nuk ka titull. Përdoret titulli i shkurtër “{ $used }”.
import-note-misread-sign = “{ $given }” ka një shenjë që u lexua gabim gjatë skanimit. Lexohet si adresë emaili.
import-note-address-differs = Adresa “{ $given }” nuk mbaron me numrin identifikues { $used }. Ruhet.
import-note-not-a-name = “{ $given }” është fjali dhe jo emër organizate. Mbetet te importi.
