### Mails: the frame around each one, reminders, invitation, password. Subjects are made of the facts.

## Frame

mail-open-government = Qeverisje e hapur
mail-frame-title = { $city }, qeverisje e hapur
mail-greeting = Përshëndetje { $name },
mail-greeting-plain = Përshëndetje,
mail-why-responsible = E merrni këtë email sepse jeni përgjegjës për pikën kyçe te { $city }.
mail-why-coordinator = E merrni këtë email sepse koordinoni planin te { $city }.
mail-why-account = E merrni këtë email sepse dikush përdori adresën tuaj në këtë faqe.
mail-why-invited = E merrni këtë email sepse jeni ftuar nga { $city }.
mail-why-subscribed-weekly = E kërkuat këtë email javor më { $date }.
mail-change-how-often = Ndrysho sa shpesh vjen
mail-unsubscribe = Ndërprite me një klikim
mail-no-tracking = Pa gjurmim.
mail-footer = { $city }, { $place }. Pa gjurmim.
mail-button-fallback = Nëse butoni nuk punon, hapni këtë adresë:
mail-automatic = Ky email u dërgua nga sistemi. Përgjigjet i shkojnë koordinatorit.
mail-legend = ✓ përfunduar, ◑ në zbatim, ! me vonesë, me vija: pa filluar
mail-plan-state = Plani: { $done } nga { $all } të përfunduara

## Reminder: before, on and after the due date

mail-reminder-ahead-subject = { $days ->
    [one] Afati nesër: { $title } ({ $date })
   *[other] Afati pas { $days } ditësh: { $title } ({ $date })
}
mail-reminder-today-subject = Afati sot: { $title } ({ $date })
mail-reminder-late-subject = { $days ->
    [one] 1 ditë me vonesë: { $title } (afati { $date })
   *[other] { $days } ditë me vonesë: { $title } (afati { $date })
}
mail-reminder-ahead = { $days ->
    [one] Kjo pikë kyçe e ka afatin nesër.
   *[other] Kjo pikë kyçe e ka afatin pas { $days } ditësh.
}
mail-reminder-today = Kjo pikë kyçe e ka afatin sot.
mail-reminder-late = { $days ->
    [one] Kjo pikë kyçe është 1 ditë me vonesë. Banorët e shohin në faqen publike.
   *[other] Kjo pikë kyçe është { $days } ditë me vonesë. Banorët e shohin në faqen publike.
}
mail-reminder-unknown-subject = Pa gjendje të raportuar: { $title } (afati { $date })
mail-reminder-unknown = { $days ->
    [one] Kjo pikë kyçe e kishte afatin para 1 dite dhe gjendja e saj nuk u raportua asnjëherë. Banorët e shohin në faqen publike.
   *[other] Kjo pikë kyçe e kishte afatin para { $days } ditësh dhe gjendja e saj nuk u raportua asnjëherë. Banorët e shohin në faqen publike.
}
mail-reminder-unknown-ask = Raportoni gjendjen. Nëse pika kyçe nuk ka përfunduar, shtyni afatin dhe jepni arsyen.
mail-reminder-ahead-ask = Nëse afati nuk mbahet dot, thojeni tani: shtyjeni dhe jepni arsyen.
mail-reminder-today-ask = Raportoni se ka përfunduar dhe shtoni provën, ose thoni çfarë mungon.
mail-reminder-late-ask = Përditësoni gjendjen, ose shtyni afatin dhe jepni arsyen.
mail-reminder-late-weekly = Ky email vjen çdo javë derisa të ndryshojë gjendja ose afati. Koordinatori merr një kopje.
mail-reminder-nobody = Askush me adresë emaili nuk është caktuar përgjegjës, prandaj ky email i shkon koordinatorit. Caktoni dikë te pika kyçe.
mail-reminder-copy = Kopje për koordinatorin. Përgjegjës: { $name }.
mail-reminder-milestone = Pika kyçe { $number }: { $title }
mail-reminder-commitment = Angazhimi { $number }: { $title }
mail-reminder-due = Afati: { $date }
mail-reminder-status = Gjendja: { $status }
mail-reminder-update = Përditëso pikën kyçe
mail-reminder-reschedule = Shty afatin
mail-reminder-see = Shihni faqen publike

## Invitation

mail-invite-subject = Ftesë nga { $city }: { $role }
mail-invite-text = Jeni ftuar nga { $city } të punoni me planin e qeverisjes së hapur. Roli juaj: { $role }.
mail-invite-until = Lidhja vlen deri më { $date }, një herë.
mail-invite-button = Prano ftesën
mail-invite-ignore = Nëse nuk e prisnit këtë, mos bëni asgjë. Nuk krijohet llogari.

## Password and sign-in

mail-password-subject = Zgjidhni një fjalëkalim të ri
mail-password-text = Dikush, me siguri ju, kërkoi një fjalëkalim të ri. Lidhja vlen një orë, një herë.
mail-password-button = Zgjidh fjalëkalimin
mail-password-ignore = Nëse nuk ishit ju, mos bëni asgjë. Fjalëkalimi mbetet siç është.
mail-password-set-subject = Fjalëkalimi juaj u vendos
mail-password-set-text = Fjalëkalimi juaj u vendos më { $date } në orën { $time }. Nëse nuk ishit ju, zgjidhni menjëherë një të ri.
mail-sign-in-subject = Lidhja juaj për hyrje
mail-sign-in-text = Hapeni këtë lidhje për të hyrë. Vlen një herë.
mail-sign-in-button = Hyr

## Role changed, report ready

mail-role-given-subject = Roli juaj te { $city }: { $role }
mail-role-given-text = Tani te { $city } keni rolin { $role }.
mail-report-ready-subject = Gati: { $title }
mail-report-ready-text = Raporti u përgatit. Ai numëron { $done } nga { $all } pika kyçe të përfunduara.
mail-report-ready-button = Lexo raportin

## Pyetja e rishikuesit dhe përgjigjja e qytetit

mail-query-subject = OGP pyet: { $city }
mail-query-about = Një rishikues i Open Government Partnership pyet për planin – { $city }:
mail-query-commitment = Për angazhimin { $number }: { $title }
mail-query-due = Përgjigjja pritet deri më { $date }.
mail-query-private = Banorët nuk shohin as pyetjen, as përgjigjen tuaj.
mail-query-button = Përgjigju
mail-answer-subject = { $city } iu përgjigj pyetjes suaj
mail-answer-asked = Ju pyetët më { $date }:
mail-answer-says = Përgjigjja:
mail-answer-button = Shihni të dhënat e qytetit
mail-why-asked = E merrni këtë sepse i bëtë një pyetje qytetit: { $city }.
mail-obligation-subject = { $what }: afati është më { $date }
mail-obligation-late-subject = { $what }: afati ishte më { $date }
mail-obligation-ahead = { $days ->
    [0] Afati është sot.
    [one] Afati është pas një dite.
   *[other] Afati është pas { $days } ditësh.
}
mail-obligation-late = { $days ->
    [one] Është një ditë me vonesë.
   *[other] Është { $days } ditë me vonesë.
}
mail-obligation-stop = Këto kujtesa pushojnë kur të bëhet.
mail-obligation-open = Hape
mail-why-monitor = Ju e merrni këtë sepse jeni organi i monitorimit për qytetin: { $city }.
