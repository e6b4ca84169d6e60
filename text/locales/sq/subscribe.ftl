### Following a plan by mail: the pages, and the mails that come of it.

## Asking for it

subscribe-lede = Duhet vetëm një adresë emaili. Emaili vjen kur diçka ndryshon, dhe nuk vjen kur s’ndryshon gjë.
subscribe-over = Plani { $plan } ka mbaruar. Pak gjë do të ndryshojë më në të. Do të njoftoheni për planin e ardhshëm kur të publikohet.
subscribe-scope = Për çfarë njoftoheni
subscribe-whole = Gjithë plani
subscribe-chosen = Angazhime të zgjedhura
subscribe-commitments = Angazhimet
subscribe-commitments-hint = Vlejnë nëse më lart zgjodhët angazhime.
subscribe-language = Gjuha
subscribe-daily = Çdo ditë
subscribe-hour = Ora
subscribe-hour-hint = Sipas orës së { $zone }. Emaili javor vjen të hënave, ai mujor në ditën e parë.
subscribe-consent = Adresa përdoret vetëm për këtë email dhe nuk shfaqet kurrë. Fshihet kur e ndërprisni.
subscribe-email-hint = Merrni një email për të vërtetuar se është juaja.
subscribe-check-title = Shihni emailin tuaj
subscribe-check-text = Lidhja për ta vërtetuar është nisur. Asgjë tjetër nuk dërgohet para se ta hapni. Vlen 7 ditë.
subscribe-check-again = Një adresë merr një email të tillë në ditë. Nëse e kërkuat më parë, përdorni emailin që keni.
subscribe-follow = Ndiqe me email

## Confirming, changing, stopping

subscribe-confirm-title = Vërtetoni emailin
subscribe-confirm-text = { $city } do t’ju shkruajë kur të ndryshojë diçka në planin e saj.
subscribe-confirm-button = Vërteto
subscribe-manage-title = Emaili juaj nga { $city }
subscribe-next = Emaili tjetër mund të vijë më { $date } në orën { $time }, nëse diçka ka ndryshuar deri atëherë.
subscribe-confirmed = U vërtetua. Emaili vjen kur diçka ndryshon.
subscribe-saved = U ruajt. Vlen që nga emaili tjetër.
subscribe-stop = Ndërprite këtë email
subscribe-stop-button = Ndërprite
subscribe-stop-title = Ta ndërpresim këtë email?
subscribe-stop-text = Asgjë më nuk shkon te adresa juaj, dhe ajo fshihet.
subscribe-stopped-title = U ndërpre
subscribe-stopped-text = Asgjë më nuk shkon te adresa juaj. Ajo u fshi.
subscribe-again = Abonohu përsëri
subscribe-leave-title = Të mos njoftoheni më për “{ $title }”?
subscribe-leave-text = Angazhimet e tjera që zgjodhët mbeten. Me të fundit ndërpritet edhe emaili.
subscribe-left-title = Nuk njoftoheni më për “{ $title }”
subscribe-change = Ndrysho çfarë merr
subscribe-expired-title = Lidhja është tepër e vjetër
subscribe-expired-text = Lidhja për vërtetim vlen 7 ditë. Kërkojeni përsëri.

## The mail that asks to confirm

confirm-subject = Vërtetoni emailin për planin nga { $city }
confirm-text = Dikush, me siguri ju, kërkoi në këtë adresë email për planin e qeverisjes së hapur nga { $city }.
confirm-until = Lidhja vlen deri më { $date }. Asgjë tjetër nuk dërgohet para se ta vërtetoni.
confirm-button = Vërteto emailin
confirm-ignore = Nëse nuk ishit ju, mos bëni asgjë. Adresa harrohet.
confirm-known-subject = E merrni tashmë emailin për planin nga { $city }
confirm-known-text = Dikush, me siguri ju, kërkoi përsëri email për planin e qeverisjes së hapur nga { $city }. Ju e merrni tashmë, dhe asgjë nuk u ndryshua.
confirm-known-button = Ndryshoje ose ndërprite
confirm-why = E merrni këtë sepse dikush shkroi këtë adresë në faqen: { $city }.

## The digest

digest-band-daily = Qeverisje e hapur, { $date }
digest-band-weekly = Qeverisje e hapur, java deri më { $date }
digest-band-monthly = Qeverisje e hapur, muaji deri më { $date }
digest-fact-complete = “{ $title }” ka përfunduar.
digest-fact-stuck = “{ $title }” ka ngecur.
digest-fact-started = Nisi puna për “{ $title }”.
digest-fact-percent = “{ $title }” është në { $percent }.
digest-fact-moved = “{ $title }” e ka tani afatin më { $date }.
digest-fact-evidence = Provë e re: “{ $title }”.
digest-lede-whole = { $count ->
    [one] Ju ndiqni gjithë planin. Një gjë ka ndryshuar.
   *[other] Ju ndiqni gjithë planin. { $count } gjëra kanë ndryshuar.
}
digest-lede-chosen = { $count ->
    [one] Ju ndiqni angazhimet që zgjodhët. Një gjë ka ndryshuar.
   *[other] Ju ndiqni angazhimet që zgjodhët. { $count } gjëra kanë ndryshuar.
}
digest-item = Angazhimi { $number }, { $date }
digest-item-today = Angazhimi { $number }, sot
digest-item-plan = Plani, { $date }
digest-item-plan-today = Plani, sot
digest-leave = Mos më njofto më për këtë angazhim
digest-more = { $count ->
    [one] Një ndryshim tjetër është në regjistrin publik.
   *[other] { $count } ndryshime të tjera janë në regjistrin publik.
}
digest-updates = { $count ->
    [one] { $count } përditësim.
   *[other] { $count } përditësime.
}
digest-updates-state = { $count ->
    [one] { $count } përditësim. Gjendja tani: { $state }.
   *[other] { $count } përditësime. Gjendja tani: { $state }.
}
digest-reason = Arsyeja: { $reason }
digest-meets = { $date }, ora { $time }
digest-meets-at = { $date }, ora { $time }. { $place }
digest-upcoming = Afati i radhës, { $date }
digest-button = Hap planin
digest-why-daily = E kërkuat këtë email ditor më { $date }.
digest-why-monthly = E kërkuat këtë email mujor më { $date }.
