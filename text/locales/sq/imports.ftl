### Import of a plan: the pages, and the reasons for doubtful cells: what was found, what Besa did with it.

## Pages

import-title = Importo një plan
import-lede = Ngarkoni planin që keni. Shihni çfarë do të krijohej, para se të ruhet diçka.
import-workbook = Shkarko fletëllogaritësen bosh (XLSX)
import-field-file = Skedari
import-hint-file = Fletëllogaritësja e Besës (XLSX), CSV ose JSON i vetë Besës, deri në { $limit }
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
import-note-end-before-start = “{ $given }” është para fillimit. Të dyja datat ruhen si janë: kontrollojini.
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
import-note-no-state = Nuk jepet gjendje. Pika kyçe mbetet pa raportuar, as e kryer, as me vonesë.
import-note-completion-kept-as-finding = Zbatimi “{ $given }” ruhet si gjetje e monitorimit. Nuk është gjendja e vetë bashkisë.
import-note-unknown-completion = “{ $given }” nuk është në shkallën e zbatimit. Teksti ruhet si gjetje e monitorimit.
import-note-number-not-understood = “{ $given }” nuk është numër që e kuptojmë. Fusha mbetet bosh.
import-note-number-rounded = “{ $given }” rrumbullakoset në { $used }.
import-note-unknown-kind = “{ $given }” nuk është lloj organizate që e njohim. Përdoret “Tjetër”.
import-note-email-not-understood = “{ $given }” nuk është adresë emaili. Lihet jashtë.
import-note-text-too-long = Teksti që nis me “{ $given }” është tepër i gjatë. U shkurtua: teksti i plotë mbetet te importi.
import-note-title-missing = Titulli është bosh. Rreshti lihet jashtë.
import-note-title-cut = Teksti që nis me “{ $given }” është i gjatë për titull. Fjalia e parë bëhet titull, pjesa tjetër përshkrim.
import-note-personal-data = “{ $given }” mund të ketë të dhëna personale. Mbahet privat.
import-note-lead-is-person = “{ $given }” duket si emër personi. Ky emër është publik: shkruani organizatën dhe shtojeni personin si kontakt.

## Rows

import-note-duplicate-row = Ky rresht përsërit rreshtin { $given }. Lihet jashtë.
import-note-already-imported = Ky zë është tashmë në plan. Asgjë nuk ndryshon.
import-note-same-title = Një zë tjetër ka titullin “{ $given }”. Ruhen të dy.
import-note-no-commitment = Rreshti nuk ka angazhim. Krijon vetëm planin.
import-note-unknown-commitment = Në këtë skedar nuk ka angazhim “{ $given }”. Pika kyçe lihet jashtë.
import-note-unknown-plan = Në këtë skedar nuk ka plan “{ $given }”. Rreshti lihet jashtë.
import-note-unknown-member = Në këtë platformë nuk ka bashki për “{ $given }”. Rreshti lihet jashtë.
import-note-too-many-commitments = Plani ka { $given } angazhime njëherësh. OGP Local kërkon jo më shumë se pesë.
import-note-plan-after-term = Plani mbaron pas mandatit. Ruhet: kontrolloni të dyja datat.

## The file

import-note-missing-sheet = Mungon fleta “{ $given }”. Shtojeni, edhe nëse është bosh.
import-note-missing-column = Mungon kolona “{ $given }”. Shtojeni dhe ngarkojeni skedarin sërish.
import-note-unknown-column = Kolona “{ $given }” nuk njihet. Lihet jashtë.
import-note-duplicate-column = Kolona “{ $given }” shfaqet dy herë. Përdoret e para.
import-note-unreadable-file = Skedari nuk lexohet dot. Ruajeni sërish si XLSX, CSV ose JSON dhe ngarkojeni.
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
import-note-nested-too-deep = JSON-i ka më shumë se { $given } nivele brenda njëri-tjetrit. Një plan nuk ka kaq: shihni nëse është skedari i duhur.
import-note-workbook-too-large = Libri i punës mban shumë më tepër se një plan. Kopjoni qelizat e plotësuara te libri i zbrazët dhe ngarkojeni atë.
import-note-formula-error = Qeliza tregon gabimin “{ $given }” të fletëllogaritëses. Lexohet si bosh.
import-note-version-unknown = Skedari është shkruar nga versioni “{ $given }”, që nuk njihet këtu. Eksportojeni sërish.
import-note-several-members = Skedari ka plane të disa bashkive. Zgjidhni njërën ose importojeni nga rreshti i komandave.

## Të tjera nga faqet

import-member-hint = Skedari mban planet e disa bashkive. Zgjidhni njërën dhe zgjidhni përsëri skedarin.
import-count-people = { $count ->
    [one] 1 person kontakti, privat
   *[other] { $count } persona kontakti, privatë
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
import-state-reviewing = Pret vendimin tuaj
import-state-confirmed = I importuar
import-state-cancelled = I hedhur poshtë
