### Kërkesat e OGP-së sipas të dhënave, dhe çfarë ka afat sipas kalendarit të saj.

standards-nav = Standardet
standards-title = Kërkesat e OGP-së
standards-lede = Çfarë tregojnë të dhënat e qytetit. Gjetjet e vetë organit të monitorimit janë në vlerësimet e tij.
standards-minimum = Kërkesat minimale
standards-practices = Praktikat e rekomanduara
standards-used = Të dhënat që e tregojnë
standards-missing = Çfarë mungon
standards-by = deri më { $date }
standards-rules = Gjykuar sipas rregullave { $rules }.
standards-count = Plotësohen { $met } nga { $all }.
standards-no-plan = Ende nuk ka plan. Kërkesat shqyrtohen sipas planit të tanishëm.
standards-comment = Një kontribut nga një banor
status-requirement-in-progress = Në zhvillim e sipër
status-requirement-not-checkable = Nuk del nga të dhënat
requirement-forum = Ka një forum që takohet rregullisht
requirement-multi-stakeholder = Forumi është me shumë palë
requirement-meeting = Një takim me shoqërinë civile gjatë bashkë-krijimit
requirement-endorsed = Forumi e ka miratuar planin
requirement-website = Faqja rifreskohet çdo katër muaj
requirement-papers-before = Materialet ndahen para takimeve
requirement-open-input = Kushdo mund të japë mendim dhe të shohë vendimet
requirement-reported-back = Kontributeve u jepet përgjigje
requirement-dialogue = Dialog me vendime të përbashkëta
requirement-inclusive = Forumi është gjithëpërfshirës dhe i larmishëm
lack-forum = Krijoni një forum me shumë palë
lack-remit = Thoni për çfarë shërben forumi
lack-rules = Publikoni si punon forumi
lack-seats = Thoni kush merr pjesë në forum
lack-regular-meeting = Mbani një takim: duhet të ketë një çdo gjashtë muaj
lack-government-seat = Jepini bashkisë një vend
lack-other-seat = Jepini shoqërisë civile ose të tjerëve një vend
lack-meeting = Mbani një takim me shoqërinë civile ndërsa shkruhet plani
lack-endorsement = Kërkojini një organizate të forumit ta miratojë planin
lack-publication = Publikoni planin
lack-refreshment = Raportoni ecurinë ose shtoni prova: prej katër muajsh nuk ka asgjë të re
lack-papers = Ndani materialet të paktën një ditë para takimit
lack-contribution = Ftoni banorët të komentojnë: ende nuk ka asnjë kontribut
lack-minutes = Publikoni procesverbalin ose vendimet
lack-answers = Përgjigjuni një kontributi që i ka kaluar afati
lack-meetings = Mbani takime me palë joqeveritare, me rend dite
lack-shared-decision = Merrni një vendim që e zbaton dikush jashtë qeverisjes
lack-sides = Jepuni vende të paktën tri palëve
obligation-title = Afatet sipas kalendarit të OGP-së
obligation-none = Nuk ka afate sipas kalendarit të OGP-së.
obligation-inception = Vlerësimi fillestar i planit
obligation-end-of-commitment = Vlerësimi i fundit të angazhimit
obligation-website = Diçka e re në faqet e qytetit
obligation-self-assessment = Vetëvlerësimi i bashkisë
obligation-reply = Përgjigje për një vlerësim
obligation-of-monitor = Organi i monitorimit
obligation-of-city = Bashkia
obligation-days = { $days ->
    [0] Afati është sot
    [one] Afati pas një dite
   *[other] Afati pas { $days } ditësh
}
obligation-late = { $days ->
    [one] Një ditë vonesë
   *[other] { $days } ditë vonesë
}
