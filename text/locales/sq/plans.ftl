### Plans: the page in three views, the list, the form, its states.

plan-title = Plani
plan-heading = Plani i veprimit për qeverisje të hapur { $years }
plan-lede =
    { $commitments ->
        [one] { $milestones ->
            [one] Një angazhim me një pikë kyçe.
           *[other] Një angazhim me { $milestones } pika kyçe.
        }
       *[other] { $milestones ->
            [one] { $commitments } angazhime me një pikë kyçe.
           *[other] { $commitments } angazhime me { $milestones } pika kyçe.
        }
    }
plan-fact-runs = Kohëzgjatja
plan-fact-time-used = Koha e kaluar
plan-fact-milestones = Pika kyçe të përfunduara
plan-fact-adopted = Miratuar nga këshilli
plan-fact-submitted = Dorëzuar në OGP
plan-fact-updated = Përditësuar më
plan-fact-term-ends = Mandati mbaron
plan-fact-plan-ends = Plani mbaron
plan-fact-state = Gjendja
plan-fact-lead = Institucionet drejtuese
plan-fact-source = Burimi
plan-views-label = Mënyrat për ta parë planin
plan-view-timeline = Kalendar
plan-view-list = Listë
plan-view-table = Tabelë
plan-download = PDF, CSV ose JSON
plan-today = Sot
plan-commitment-done = { $done } nga { $all } të përfunduara
plan-commitment-late = { $late ->
    [one] 1 pikë kyçe me vonesë
   *[other] { $late } pika kyçe me vonesë
}
plan-commitment-stuck = { $stuck ->
    [one] 1 pikë kyçe e bllokuar
   *[other] { $stuck } pika kyçe të bllokuara
}
plan-commitment-not-reported = Pa gjendje të raportuar: { $count } nga { $all }
plan-brick = { $title }: { $status }, afati { $date }
plan-brick-no-date = { $title }: { $status }, pa afat
plan-other-areas = Fusha të tjera
plan-no-area = Pa fushë politikash
plan-key-title = Çfarë tregojnë shenjat
plan-key-in-progress = Në zbatim, e mbushur sipas ecurisë së raportuar
plan-key-late = Me vonesë, me ditët e vonesës të shënuara
plan-key-not-reported = Pa raportuar: as e kryer, as me vonesë
plan-table-open = Shihni gjithë kalendarin si tabelë
plan-table-caption = Të gjitha pikat kyçe me data dhe gjendje
plan-column-commitment = Angazhimi
plan-column-milestone = Pika kyçe
plan-column-starts = Fillon
plan-column-due = Afati
plan-column-status = Gjendja
plan-column-lead = Drejtues
plan-foreword = Parathënie
plan-vision = Vizioni
plan-challenges = Sfidat
plan-engagement = Përfshirja dhe bashkërendimi
plan-monitoring = Si kontrollohet ecuria
plan-all = Të gjitha planet
plan-present = Plani i tanishëm
plan-earlier = Planet e mëparshme
plan-no-commitments = Ky plan nuk ka ende angazhime
plan-no-commitments-text = Angazhimet do të shfaqen këtu sapo të publikohen.
plan-form-title = Ndrysho planin
plan-form-new-title = Plan i ri
plan-download-workbook = Shkarko si skedar Excel (XLSX)
plan-download-csv = Shkarko si CSV
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
