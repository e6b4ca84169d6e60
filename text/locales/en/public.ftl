### What stands around every public page: header and footer.

# $city (String) - name of the city
public-site = Open government in { $city }
public-open-government = Open government
public-nav-label = Main menu
public-nav-overview = Overview
public-nav-plan = The plan
public-nav-take-part = Take part
public-nav-meetings = Meetings
public-nav-reports = Reports
public-nav-data = Open data
public-nav-log = Public log
public-nav-workspace = Workspace
public-nav-all-cities = All cities
public-breadcrumbs-label = You are here
public-footer-label = About this site
public-footer-unit = Open Government Unit
public-footer-contact = Contact the coordinator
public-footer-site = This site
public-footer-accessibility = Accessibility statement
public-footer-privacy = Privacy
public-footer-log = Public log of changes
public-footer-reuse = Reuse
public-footer-download = Download the plan (CSV, JSON)
public-footer-download-csv = Commitments and milestones (CSV)
public-footer-download-json = The plan (JSON)
public-footer-api = API
public-footer-feeds = Feeds and calendar
public-footer-partnership = The partnership
public-footer-cities = Other cities in OGP Local
public-footer-ogp = Open Government Partnership
public-footer-how-made = How the plan was made
public-footer-licence = Text and data: CC BY 4.0
public-footer-illustrative = Example data. Not an official record.
# $product (String) - name of the software
public-footer-runs-on = This site runs on { $product }, which is free software.
# $source (String) - name of the source
public-footer-source = Source: { $source }
