### What stands around every page of the workspace.

workspace-title = Hapësira e punës – { $city }
workspace-name = Hapësira e koordinatorit
workspace-name-plain = Hapësira e punës
workspace-nav-label = Menyja e hapësirës së punës
workspace-group-plan = Plani
workspace-group-people = Njerëzit
workspace-group-account = Llogaridhënia
workspace-nav-week = Kjo javë
workspace-nav-plan = Plani
workspace-nav-commitments = Angazhimet
workspace-nav-evidence = Provat
workspace-nav-comments = Komentet
workspace-nav-proposals = Propozimet
workspace-nav-forum = Forumi dhe takimet
workspace-nav-standards = Standardet e pjesëmarrjes
workspace-nav-stakeholders = Palët e interesuara
workspace-nav-people = Njerëzit dhe rolet
workspace-nav-import = Importi
workspace-nav-reports = Raportet
workspace-nav-log = Regjistri publik
workspace-nav-settings = Cilësimet
workspace-nav-public = Shihni faqen publike
workspace-attention = { $count ->
    [one] 1 kërkon vëmendje
   *[other] { $count } kërkojnë vëmendje
}

workspace-acts = Çfarë mund të bëhet
workspace-kept = U ruajt. E sheh vetëm ekipi juaj.
conflict-same = { $count ->
    [one] Edhe një përgjigje tjetër është e njëjtë në të dyja versionet.
   *[other] Edhe { $count } përgjigje të tjera janë të njëjta në të dyja versionet.
}
