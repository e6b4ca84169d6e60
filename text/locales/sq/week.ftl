### The week: what needs a coordinator.

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
week-headline-not-reported = { $count ->
    [one] Një pikë kyçe është pa gjendje të raportuar
   *[other] { $count } pika kyçe janë pa gjendje të raportuar
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
week-unknown = { $count ->
    [one] Një pike kyçe i ka kaluar afati pa gjendje të raportuar.
   *[other] { $count } pikave kyçe u ka kaluar afati pa gjendje të raportuar.
}
week-not-reported = { $count ->
    [one] Për një pikë kyçe që nuk i ka kaluar afati nuk u raportua ende gjendje.
   *[other] Për { $count } pika kyçe që nuk u ka kaluar afati nuk u raportua ende gjendje.
}
week-on-schedule = Gjithçka tjetër është sipas afateve.
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
week-no-reason-draft = Ende pa arsye. Banorët nuk e shohin planin.
week-give-reason = Jepni arsyen
week-update = Përditëso
week-soon-title = Me afat në 30 ditët e ardhshme
week-soon-none = Asnjë pikë kyçe nuk e ka afatin në 30 ditët e ardhshme.
week-where = Angazhimi { $number }, { $lead }
week-unknown-title = Me afat të kaluar, pa gjendje të raportuar
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
week-stuck-title = Të bllokuara
week-where-only = Angazhimi { $number }
week-completed = Përfunduar më { $date }
