### Evidence: lists, its page, adding and withdrawing it.

evidence-title = Evidence
evidence-size = Size
evidence-type = Type of file
evidence-fingerprint = Fingerprint (SHA-256)
evidence-added-on = Added
evidence-dated = Date of the document
evidence-source = Source
evidence-licence = Licence
evidence-language = Language
evidence-cited-in = Shows progress on
# $host (String) - host name of the link
evidence-visit = Open the page on { $host }
evidence-list-title = Evidence
evidence-list-none = No evidence yet
evidence-list-none-text = Add a file or a link to the first milestone that can be checked.
evidence-add = Add evidence
evidence-form-title = Add evidence
evidence-column-title = Evidence
evidence-column-for = For
evidence-column-added = Added
evidence-missing-title = Complete, but without evidence
evidence-field-file = File
evidence-upload-button = Upload files
# $limit (String) - largest size, such as 20 MB
# $kinds (String) - the kinds of files that are taken
evidence-hint-file = Up to { $limit } each: { $kinds }. Place, time and device are removed from JPEG, PNG, WebP, HEIC and TIFF pictures and from M4A and MP4 recordings before they are stored.
evidence-field-link = Or a link
evidence-field-title = Title
evidence-hint-title = What does it show?
evidence-field-kind = Kind
evidence-field-date = Date of the document
evidence-field-language = Language
evidence-field-source = Source
evidence-field-licence = Licence
evidence-field-alt = What the picture shows
evidence-hint-alt = One sentence for people who cannot see it
evidence-field-for = Which milestone or commitment?
# $size (String) - size, such as 212 KB
evidence-uploaded = { $size }, uploaded
evidence-withdraw-text = The entry stays in the history with your reason. The file can no longer be opened.
evidence-stands = Evidence that stands
evidence-choose = Choose a milestone or a commitment
# $number (String) - number of the commitment
evidence-for-commitment = The whole of commitment { $number }
evidence-withdraw-title = Withdraw this evidence
evidence-kept = Files that came before
evidence-drop-files = Drop files here, or choose them.
evidence-drop-file = Drop a file here, or choose it.
# $hash (String) - SHA-256 of the picture as it was uploaded
evidence-cleaned = Place, time, device and owner were removed from this file. Fingerprint of your original (SHA-256): { $hash }
evidence-keep = Keep
