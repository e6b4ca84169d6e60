### The overview of a city.

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
overview-headline-unknown = { $count ->
    [one] Njërës prej tyre i ka kaluar afati.
   *[other] { $count } prej tyre u ka kaluar afati.
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
