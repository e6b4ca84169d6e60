### Public pages: platform home, overview, plan, commitment, milestone, evidence, footer.

## Header and footer

public-site = Qeverisja e hapur: { $city }
public-open-government = Qeverisje e hapur
public-nav-label = Menyja kryesore
public-nav-overview = Përmbledhje
public-nav-plan = Plani
public-nav-take-part = Merrni pjesë
public-nav-meetings = Takimet
public-nav-reports = Raportet
public-nav-data = Të dhëna të hapura
public-nav-log = Regjistri publik
public-nav-workspace = Hapësira e punës
public-nav-all-cities = Të gjitha bashkitë
public-breadcrumbs-label = Jeni këtu
public-footer-label = Rreth kësaj faqeje
public-footer-unit = Njësia e Qeverisjes së Hapur
public-footer-contact = Shkruajini koordinatorit
public-footer-site = Kjo faqe
public-footer-accessibility = Deklarata e aksesueshmërisë
public-footer-privacy = Privatësia
public-footer-log = Regjistri publik i ndryshimeve
public-footer-reuse = Ripërdorimi
public-footer-download = Shkarko planin (CSV, JSON)
public-footer-download-csv = Angazhimet dhe pikat kyçe (CSV)
public-footer-download-json = Plani (JSON)
public-footer-api = API
public-footer-feeds = Njoftimet dhe kalendari
public-footer-partnership = Partneriteti
public-footer-cities = Bashki të tjera në OGP Local
public-footer-ogp = Partneriteti për Qeverisje të Hapur
public-footer-how-made = Si u hartua plani
public-footer-licence = Tekstet dhe të dhënat: CC BY 4.0
public-footer-illustrative = Të dhëna shembull. Nuk është dokument zyrtar.
public-footer-runs-on = Kjo faqe punon me { $product }, që është softuer i lirë.
public-footer-source = Burimi: { $source }

## Home of the platform

home-title = Premtime vendore, të ndjekura hapur
home-lede = Bashkitë e Partneritetit për Qeverisje të Hapur marrin angazhime bashkë me banorët. Shihni çfarë premtoi secila dhe çfarë ka bërë deri tani.
home-cities = { $count ->
    [0] Asnjë bashki nuk ka publikuar ende plan
    [one] Një bashki ka publikuar planin
   *[other] { $count } bashki kanë publikuar planet e tyre
}
home-list-title = Bashkitë dhe planet e tyre
home-search-label = Gjeni një bashki sipas emrit
home-search-button = Gjej
home-search-found = { $count ->
    [one] Një bashki përputhet me “{ $query }”
   *[other] { $count } bashki përputhen me “{ $query }”
}
home-search-none = Asnjë bashki nuk përputhet me “{ $query }”
home-search-none-text = Kontrolloni shkrimin ose shihni listën e plotë.
home-search-all = Shfaq të gjitha bashkitë
home-column-city = Bashkia
home-column-country = Shteti
home-column-plan = Plani
home-column-state = Gjendja e planit
home-column-milestones = Pika kyçe të përfunduara
home-column-updated = Përditësuar më
home-city-plan = Plani i veprimit { $years }
home-city-no-plan = Ende pa plan të publikuar
home-city-done = { $done } nga { $all } pika kyçe të përfunduara
home-city-late = { $late ->
    [one] 1 me vonesë
   *[other] { $late } me vonesë
}
home-city-not-reported = Pa gjendje të raportuar: { $count } nga { $all }

## Overview

overview-title = Përmbledhje
overview-eyebrow = Plani i veprimit { $years }
overview-headline-done =
    { $done ->
        [0] { $all ->
            [one] Pika e vetme kyçe nuk ka përfunduar ende.
           *[other] Asnjë nga { $all } pikat kyçe nuk ka përfunduar ende.
        }
        [one] { $all ->
            [one] Pika e vetme kyçe ka përfunduar.
           *[other] 1 nga { $all } pikat kyçe ka përfunduar.
        }
       *[other] { $done } nga { $all } pikat kyçe kanë përfunduar.
    }
overview-headline-all-done = { $all ->
    [one] Pika e vetme kyçe ka përfunduar.
   *[other] Të { $all } pikat kyçe kanë përfunduar.
}
overview-headline-late = { $late ->
    [one] Një është me vonesë.
    [2] Dy janë me vonesë.
    [3] Tri janë me vonesë.
    [4] Katër janë me vonesë.
    [5] Pesë janë me vonesë.
    [6] Gjashtë janë me vonesë.
    [7] Shtatë janë me vonesë.
    [8] Tetë janë me vonesë.
    [9] Nëntë janë me vonesë.
   *[other] { $late } janë me vonesë.
}
overview-headline-stuck = { $stuck ->
    [one] Një është e bllokuar.
    [2] Dy janë të bllokuara.
    [3] Tri janë të bllokuara.
    [4] Katër janë të bllokuara.
    [5] Pesë janë të bllokuara.
    [6] Gjashtë janë të bllokuara.
    [7] Shtatë janë të bllokuara.
    [8] Tetë janë të bllokuara.
    [9] Nëntë janë të bllokuara.
   *[other] { $stuck } janë të bllokuara.
}
overview-headline-on-schedule = Gjithçka sipas afateve.
overview-headline-ends = { $months ->
    [0] Plani mbaron këtë muaj.
    [one] Plani mbaron pas një muaji.
   *[other] Plani mbaron pas { $months } muajsh.
}
overview-headline-ended = Plani ka mbaruar.
overview-headline-not-reported =
    { $count ->
        [one] { $all ->
            [one] Për pikën e vetme kyçe nuk u raportua gjendje.
           *[other] Nuk u raportua gjendje për 1 nga { $all } pikat kyçe.
        }
       *[other] Nuk u raportua gjendje për { $count } nga { $all } pikat kyçe.
    }
overview-headline-no-milestones = Plani nuk ka ende pika kyçe.
overview-lede = { $commitments ->
    [one] { $city } mori një angazhim bashkë me banorët. Ndiqeni nga premtimi te prova.
   *[other] { $city } mori { $commitments } angazhime bashkë me banorët. Ndiqni secilin nga premtimi te prova.
}
overview-see-plan = Shihni planin
overview-get-mail = Merrni njoftime me email
overview-counts-label = Pikat kyçe sipas gjendjes
overview-count-complete = të përfunduara
overview-count-in-progress = në zbatim
overview-count-late = me vonesë
overview-count-not-started = pa filluar
overview-count-stuck = të bllokuara
overview-count-not-reported = pa raportuar
overview-count-withdrawn = të tërhequra
overview-wall-title = Plani deri tani, pikë pas pike
overview-table-open = Shihni si tabelë
overview-table-title = { $count ->
    [one] Pika e vetme kyçe
   *[other] Të { $count } pikat kyçe
}
overview-coming-title = Çfarë vjen
overview-coming-all = Kalendari i plotë
overview-coming-none = Në këtë plan nuk ka afate të tjera përpara.
overview-activity-title = Veprimet e fundit
overview-activity-none = Ende asnjë ndryshim. Çdo ndryshim do të shfaqet këtu.
overview-say-title = Thoni fjalën tuaj
overview-forming-title = { $city } po harton planin e parë
overview-forming-text = Plani do të jetë këtu sapo të publikohet: çdo angazhim, pikat kyçe dhe provat.
overview-draft-until = Ky është një draft për komente deri më { $date }
overview-draft = Ky është një draft. Nuk ka hyrë ende në fuqi.

## Plan

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

## Commitment

commitment-eyebrow = Angazhimi { $number }
commitment-done-on-schedule = { $done } nga { $all } pika kyçe të përfunduara, sipas afateve
commitment-done-late = { $done } nga { $all } pika kyçe të përfunduara, { $late } me vonesë
commitment-promise-title = Çfarë u premtua dhe pse
commitment-problem = Problemi
commitment-status-quo = Gjendja e tanishme
commitment-action = Çfarë do të bëhet
commitment-solution = Si e zgjidh problemin
commitment-results = Rezultatet që presim
commitment-goal = Qëllimi afatgjatë
commitment-milestones-title = Pikat kyçe dhe provat
commitment-no-milestones = Ende pa pika kyçe
commitment-no-milestones-text = Bashkia nuk e ka ndarë ende këtë angazhim në pika kyçe.
commitment-no-evidence = Ende pa prova publike
commitment-verified = Verifikuar nga organi i monitorimit
commitment-finding = Gjetja e organit të monitorimit: { $finding }
commitment-finding-imported = Skedari i importuar thotë: { $text }
commitment-history-title = Historiku
commitment-history-caption = Ndryshimet e këtij angazhimi
commitment-history-date = Data
commitment-history-change = Ndryshimi
commitment-history-from-to = Nga { $from } në { $to }
commitment-history-all = { $count ->
    [one] Ndryshimi i vetëm
   *[other] Të { $count } ndryshimet
}
commitment-lead = Drejtues
commitment-partners = Në bashkëpunim me
commitment-policy-area = Fusha
commitment-sector = Sektori
commitment-values = Vlerat e qeverisjes së hapur
commitment-resources = Burimet
commitment-budget = Buxheti
commitment-dates = Datat
commitment-more = Më shumë informacion
commitment-identifier = Numri i OGP-së
commitment-follow = Ndiqni këtë angazhim
commitment-data-json = Të dhënat (JSON)
commitment-on-this-page = Në këtë faqe
commitment-nav-promise = Çfarë u premtua
commitment-about = Për këtë angazhim
commitment-previous = I mëparshmi: { $title }
commitment-next = Tjetri: { $title }
commitment-withdrawn = Ky angazhim u tërhoq. Arsyeja: { $reason }

## Milestone

milestone-eyebrow = Pika kyçe { $number }
milestone-promise-title = Premtimi
milestone-output = Rezultati i premtuar
milestone-outcome = Ndryshimi i pritur
milestone-starts = Fillon
milestone-due = Afati
milestone-completed-on = Përfunduar më
milestone-responsible = Përgjegjës
milestone-updates-title = Përditësimet
milestone-no-updates = Ende pa përditësime
milestone-no-updates-text = Bashkia nuk ka raportuar për këtë pikë kyçe.
milestone-evidence-title = Provat
milestone-dates-title = Afatet e mëparshme
milestone-moved = Ishte { $was }, u shty më { $moved }. Arsyeja: { $reason }
milestone-moved-no-reason = Ishte { $was }, u shty më { $moved }. Nuk u dha arsye.
milestone-stuck-reason = E bllokuar. Arsyeja: { $reason }
milestone-late-no-reason = Bashkia nuk ka publikuar ende arsye.
milestone-date-as-written = Burimi e jep datën si “{ $text }”.
milestone-done-what = Çfarë u bë
milestone-challenges = Vështirësitë
milestone-next-step = Hapi tjetër
milestone-about = Për këtë pikë kyçe
milestone-reported-by = { $role }, { $date }

## Evidence item

evidence-title = Prova
evidence-size = Madhësia
evidence-type = Lloji i skedarit
evidence-fingerprint = Gjurma dixhitale (SHA-256)
evidence-added-on = Shtuar më
evidence-dated = Data e dokumentit
evidence-source = Burimi
evidence-licence = Licenca
evidence-language = Gjuha
evidence-cited-in = Dëshmon ecurinë për
evidence-visit = Hapni faqen në { $host }

## Reports and data

reports-title = Raportet
reports-by-municipality = Shkruar nga bashkia
reports-by-monitor = Shkruar nga organi i monitorimit
reports-none = Ende pa raporte
