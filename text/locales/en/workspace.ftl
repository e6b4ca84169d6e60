### What stands around every page of the workspace.

# $city (String) - name of the city
workspace-title = Workspace – { $city }
workspace-name = Coordinator workspace
workspace-name-plain = Workspace
workspace-nav-label = Workspace menu
workspace-group-plan = Plan
workspace-group-people = People
workspace-group-account = Account for it
workspace-nav-week = This week
workspace-nav-plan = The plan
workspace-nav-commitments = Commitments
workspace-nav-evidence = Evidence
workspace-nav-comments = Comments
workspace-nav-proposals = Proposals
workspace-nav-forum = Forum and meetings
workspace-nav-standards = Participation standards
workspace-nav-stakeholders = Stakeholders
workspace-nav-people = People and roles
workspace-nav-import = Import
workspace-nav-reports = Reports
workspace-nav-log = Public log
workspace-nav-settings = Settings
workspace-nav-public = View the public site
# $count (Number) - things that need attention
workspace-attention = { $count ->
    [one] 1 needs attention
   *[other] { $count } need attention
}

workspace-acts = What can be done
workspace-kept = Saved. Only your team sees it.
# $count (Number) - answers that are the same in both versions
conflict-same = { $count ->
    [one] One more answer is the same in both versions.
   *[other] { $count } more answers are the same in both versions.
}
