### Sign in, invitation, sign out, account.

## Sign in

account-sign-in = Hyr
account-sign-in-title = Hyrja
account-sign-in-lede = Për ata që punojnë me një plan. Për të lexuar nuk duhet llogari.
account-email = Adresa e emailit
account-password = Fjalëkalimi
account-forgot = Nuk e di fjalëkalimin
account-sign-in-needed = Hyni për të hapur atë faqe. Pas hyrjes ktheheni po aty.
account-signed-out = Dolët nga llogaria.
account-sign-out = Dil
account-signed-in-as = Keni hyrë si { $name }
account-one-time-title = Hyni me këtë lidhje
account-one-time-text = Lidhja vlen një herë.
account-choose-city = Ku doni të punoni?
account-no-city = Llogaria juaj nuk ka rol në asnjë bashki. Kërkojini një koordinatori t’ju ftojë.

## Forgotten password

account-reset-title = Zgjidhni një fjalëkalim të ri
account-reset-lede = Shkruani adresën e emailit. Nëse ka llogari, aty dërgohet një lidhje për të zgjedhur fjalëkalim të ri.
account-reset-send = Dërgo lidhjen
account-reset-sent = Nëse ajo adresë ka llogari, lidhja është nisur. Vlen për një orë.

## Invitation

account-invite-title = Bashkohuni me ekipin: { $city }
account-invite-platform-title = Bashkohuni me platformën
account-invite-lede = Jeni ftuar me rolin { $role }.
account-invite-known = Ju keni tashmë një llogari. Hyni për të pranuar ftesën.
account-invite-accept = Prano ftesën
account-invite-accepted = Tani keni një rol te { $city }.
account-name = Emri juaj
account-name-hint = E shohin kolegët. Publiku nuk e sheh.
account-new-password = Fjalëkalimi i ri
account-new-password-hint = Të paktën { $least } shenja. Disa fjalë radhazi janë zgjidhje e mirë.
account-new-password-again = I njëjti fjalëkalim edhe një herë
account-set-password = Ruaj fjalëkalimin
account-password-saved = Fjalëkalimi u ruajt. Hyni me të.

## Account

account-title = Llogaria juaj
account-profile = Profili
account-language = Gjuha e faqeve dhe e emaileve
account-roles = Rolet tuaja
account-sessions = Ku keni hyrë
account-session-here = Ky shfletues
account-session-since = që prej { $date }
account-session-end = Dil atje
account-session-end-all = Dil kudo tjetër
account-sessions-ended = Dolët kudo tjetër.
account-change-password = Ndrysho fjalëkalimin
account-current-password = Fjalëkalimi i tanishëm
account-tokens = Kodet për API-në
account-tokens-hint = Një kod i lejon një programi të veprojë në emrin tuaj. Shfaqet vetëm një herë.
account-token-name = Për çfarë shërben?
account-token-create = Krijo një kod
account-token-shown = Kopjojeni kodin tani. Nuk shfaqet më.
account-token-revoke = Anulo kodin
account-token-name-hint = Emri i programit, që më vonë ta dini cili është.
account-token-scope = Çfarë mund të bëjë?
account-token-scope-hint = Një kod nuk bën kurrë më shumë se ç’ju lejohet juve. Mbaron pas 90 ditësh.
account-token-scope-read = Të lexojë
account-token-scope-report = Të lexojë, të raportojë ecurinë dhe të shtojë prova
account-token-scope-write = Gjithçka që ju lejohet juve
account-token-reach = { $scope }. Mbaron më { $date }.
account-tokens-held = Kodet tuaja
account-tokens-none = Nuk keni asnjë kod.
account-token-made = Krijuar nga ju më { $date }.
account-token-issued = Krijuar nga operatori më { $date }.
account-token-used = Përdorur së fundi më { $date }.
account-token-unused = Nuk është përdorur ende.
account-token-revoked = Kodi u anulua. Programi që e përdorte nuk ka më qasje.
