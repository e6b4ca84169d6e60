### Forums: standing bodies, their seats and meetings, on public pages and in the workspace.

## On public pages

forum-title = Forumet dhe mbledhjet
forum-lede = Kush e bën dhe e ndjek planin e { $city } bashkë me bashkinë, kur mblidhen dhe çfarë vendosin.
forum-none = Ende nuk është shënuar asnjë organ i përhershëm
forum-none-text = Forumi i planit del këtu sapo ta shënojë bashkia.
forum-bodies = Organet e përhershme
forum-coming = Mbledhjet e ardhshme
forum-coming-none = Nuk është planifikuar asnjë mbledhje.
forum-earlier = Mbledhjet e mëparshme
forum-earlier-none = Ende nuk është mbajtur asnjë mbledhje.
forum-remit = Për çfarë shërben
forum-rules = Si punon
forum-rules-link = Lexoni rregullat
forum-founded = Ngritur më { $date }
forum-members = Kush merr pjesë
forum-no-seats = Ende nuk janë shënuar vendet.
forum-balance = { $all ->
    [one] { $outside } nga një vend mbahet jashtë pushtetit.
   *[other] { $outside } nga { $all } vende mbahen jashtë pushtetit.
}
forum-vacant = I paplotësuar
forum-column-seat = Vendi
forum-column-side = Pala
forum-column-holder = Mbahet nga
forum-column-term = Mandati
forum-add-calendar = Shtojini mbledhjet e tij në kalendarin tuaj
calendar-cancelled = U anulua
forum-calendar-name = Mbledhjet: { $name }

## A meeting

meeting-kicker = Mbledhje
meeting-when = Kur
meeting-place = Ku
meeting-link = Merrni pjesë nga larg
meeting-state = Gjendja
meeting-add-calendar = Shtojeni në kalendar
meeting-notice = Ftesa
meeting-announced-before = { $days ->
    [one] Njoftuar më { $date }, një ditë përpara
   *[other] Njoftuar më { $date }, { $days } ditë përpara
}
meeting-announced = Njoftuar më { $date }
meeting-agenda = Rendi i ditës
meeting-agenda-none = Ende pa rend dite.
meeting-papers = Materialet
meeting-papers-none = Nuk u nda asnjë material.
meeting-shared-before = { $days ->
    [one] Ndarë më { $date }, një ditë përpara
   *[other] Ndarë më { $date }, { $days } ditë përpara
}
meeting-shared-same-day = Ndarë më { $date }, ditën e mbledhjes
meeting-shared-after = { $days ->
    [one] Ndarë më { $date }, një ditë pas mbledhjes
   *[other] Ndarë më { $date }, { $days } ditë pas mbledhjes
}
meeting-decisions = Vendimet
meeting-decisions-none = Nuk u vendos asgjë.
meeting-column-decision = Vendimi
meeting-column-owner = E zbaton
meeting-column-due = Afati
meeting-done = Kryer më { $date }
meeting-attended = Kush ishte i pranishëm
meeting-attended-none = Nuk është shënuar pjesëmarrja.
meeting-minutes = Procesverbali
meeting-minutes-none = Ende pa procesverbal.
meeting-off = Kjo mbledhje u anulua: { $reason }

## Words for codes

forum-kind-multi-stakeholder = Forum me shumë palë
forum-kind-public-safety = Këshill i sigurisë publike
forum-kind-other = Këshill ose komitet tjetër
forum-side-government = Pushteti
forum-side-civil-society = Shoqëria civile
forum-side-academia = Universitetet dhe institutet
forum-side-private-sector = Bizneset
forum-side-residents = Banorët
forum-side-other = Të tjerë
forum-state-planned = E planifikuar
forum-state-held = E mbajtur
forum-state-cancelled = E anuluar

## In the workspace

forum-public-at-once = Ajo që ruani këtu bëhet menjëherë publike.
forum-new = Shtoni një organ të përhershëm
forum-edit = Ndryshoni të dhënat
forum-field-name = Emri
forum-field-kind = Lloji
forum-field-remit = Për çfarë shërben
forum-field-rules = Si punon
forum-hint-rules = Kush e thërret, si vendos, si plotësohen vendet
forum-field-rules-link = Adresa e rregullave
forum-field-founded = Ngritur më
forum-choose-kind = Zgjidhni llojin
seat-new = Shtoni një vend
seat-edit = Ndryshoni vendin “{ $title }”
seat-field-title = Për çfarë është vendi
seat-hint-title = Një detyrë, jo një person: vendet janë publike
seat-field-side = Pala
seat-choose-side = Zgjidhni palën
seat-field-holder = Mbahet nga
seat-nobody = Ende askush
seat-field-starts = Dita e parë e mandatit
seat-field-ends = Dita e fundit e mandatit
meeting-new = Thirrni një mbledhje
meeting-edit = Ndryshoni mbledhjen
meeting-field-title = Titulli
meeting-field-day = Dita
meeting-field-begins = Fillon në orën
meeting-hint-begins = Ora e qytetit, për shembull 16:00
meeting-field-ends = Mbaron në orën
meeting-field-place = Ku
meeting-field-link = Adresa për pjesëmarrje nga larg
meeting-field-notice = Ftesa
meeting-field-noticed = Ftesa doli më
meeting-field-agenda = Rendi i ditës
meeting-hint-agenda = Një pikë për rresht
meeting-field-state = Gjendja
meeting-field-reason = Pse u anulua
meeting-hint-reason = E lexojnë banorët
meeting-part-after = Pas mbledhjes
meeting-field-attended = Organizatat që ishin të pranishme
meeting-field-minutes = Procesverbali
meeting-hint-minutes = Çfarë u tha. Lini jashtë atë që identifikon njerëz që nuk kanë dhënë pëlqimin.
paper-new = Shtoni një material
paper-edit = Ndryshoni materialin
paper-field-title = Titulli
paper-field-link = Adresa
paper-field-shared = Ndarë më
paper-hint-shared = Dita kur pjesëmarrësit mund ta lexonin
decision-new = Shtoni një vendim
decision-edit = Ndryshoni vendimin
decision-field-text = Çfarë u vendos
decision-field-owner = E zbaton
decision-field-due = Afati
decision-field-done = Kryer më
