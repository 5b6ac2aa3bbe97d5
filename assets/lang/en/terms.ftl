# Kartoteka, English: the words for every term of the model. A test asks for every one of them.
#
# Scheme: VOCABULARY-TERM, where TERM is the term as it stands in the catalogue and in JSON:
#   absence-      Absence            access-      Access           act-          Act
#   audience-     Audience           calendar-    Calendar         certainty-    Certainty
#   clash-        ClashCause         datatype-    Datatype         decision-     Decision
#   dependent-    DependentKind      difference-   DifferenceKind   event-        EventKind
#   group-        GroupKind
#   kind-         EntryKind          kinds-       EntryKind, in the plural (list headings)
#   level-        Level              note-        NoteKind         number-state- NumberState
#   op-           Op                 property-    a Property by its id             role-   Role
#   series-       NumberSeries       side-        Side             source-       SourceKind
#   stage-        Stage
#   status-       ClaimStatus        verdict-     Verdict
# absence-line- is the absence as a sentence that stands where a value would stand.
# act-of- is the act with what it was done to: { $about }.

## Kinds of entries
kind-holding-unit = Holding unit
kind-file-card = File card
kind-person = Person
kind-place = Place
kind-event = Event
kind-group = Group
kind-source = Source
kind-attachment = Picture
kind-region = Region of a picture
kind-claim = Claim
kind-conclusion = Judgement
kind-provenance-note = Provenance note
kind-identity = Judgement on identity
kind-own-template = Card template
kind-saved-search = Saved search
kind-closure-rule = Rule of closure
kind-glossary-term = Glossary term

kinds-holding-unit = Holdings
kinds-file-card = File cards
kinds-person = People
kinds-place = Places
kinds-event = Events
kinds-group = Groups
kinds-source = Sources
kinds-attachment = Pictures
kinds-region = Regions of pictures
kinds-claim = Claims
kinds-conclusion = Judgements
kinds-provenance-note = Provenance notes
kinds-identity = Judgements on identity
kinds-own-template = Card templates
kinds-saved-search = Saved searches
kinds-closure-rule = Rules of closure
kinds-glossary-term = Glossary terms

## How far the keying of a card is
stage-to-key = To key
stage-keyed = Keyed
stage-to-check = To check
stage-checked = Checked

## Levels of description
level-fonds = Fonds
level-series = Series
level-file = File

## What a picture shows
role-front = Front
role-back = Back
role-portrait = Portrait
role-tattoo = Tattoo
role-group = Group photograph
role-object = Object
role-document = Document
role-other = Other picture
rights-none = Nobody has said
rights-inc = In copyright
rights-inc-ow-eu = In copyright: EU orphan work
rights-inc-edu = In copyright: educational use permitted
rights-inc-nc = In copyright: non-commercial use permitted
rights-inc-ruu = In copyright: rights-holder cannot be found
rights-noc-cr = No copyright: contract restricts its use
rights-noc-nc = No copyright: non-commercial use only
rights-noc-oklr = No copyright: other legal restrictions
rights-noc-us = No copyright in the United States
rights-cne = Copyright not evaluated
rights-und = Copyright undetermined
rights-nkc = No known copyright

side-front = Front
side-back = Back

## Sorts of provenance notes
note-custodial-history = Custodial history
note-acquisition = Acquisition
note-condition = Condition
note-digitisation = Digitisation
note-source = Note on a source
note-editorial = Editorial note

## Why a value is not there
absence-blank = Blank
absence-illegible = Illegible
absence-unknown = Stated as unknown
absence-silent = Not stated
absence-withheld = Withheld
absence-not-found = Searched, not found

absence-line-blank = blank on the card
absence-line-illegible = illegible
absence-line-illegible-part = partly illegible: { $legible }
absence-line-unknown = the source says: unknown
absence-line-silent = not stated
absence-line-withheld = known, not shown here
absence-line-not-found = searched for, not found

## How sure a reader is
certainty-certain = Certain
certainty-probable = Probable
certainty-uncertain = Uncertain

## Whether a claim counts
status-stands = Stands
status-withdrawn = Withdrawn (misread or mis-keyed)
status-considered-false = Written so, held to be false

## Who may see an entry
access-open = Open
access-staff = Staff only
access-closed-until = Closed until a day
access-closed-until-day = closed until { $day }
access-review = Closed pending review
audience-public = The public
audience-staff = Staff (everything)

## Acts and what they do
act-add = Add
act-edit = Edit
act-remove = Remove
act-attach = Attach pictures
act-take-in = Take in scans
act-note = Write a note
act-conclude = Judge
act-withdraw = Withdraw
act-stand-again = Let stand again
act-merge = Judge to be one man
act-split = No longer one man
act-restrict = Say who may see it
act-import = Import
act-sample = Make the sample
act-undo = Undo
act-redo = Redo

act-of-add = Add { $about }
act-of-edit = Edit { $about }
act-of-remove = Remove { $about }
act-of-attach = Attach pictures to { $about }
act-of-take-in = Take in { $about }
act-of-note = Write a note on { $about }
act-of-conclude = Judge { $about }
act-of-withdraw = Withdraw { $about }
act-of-stand-again = Let { $about } stand again
act-of-merge = Judge to be one man: { $about }
act-of-split = No longer one man: { $about }
act-of-restrict = Say who may see { $about }
act-of-import = Import { $about }
act-of-sample = Make the sample { $about }
act-of-undo = Undo: { $about }
act-of-redo = Redo: { $about }

op-create = Made
op-edit = Edited
op-remove = Removed
op-restore = Brought back

clash-changed-later = Changed again later
clash-removed-later = Removed later
clash-needed-later = Something made later hangs on it
clash-owner-gone = What it belonged to is gone

## Events, in neutral words
event-arrival = Arrival
event-transfer = Transfer
event-mass-escape = Escape of many
event-escape = Escape
event-roll-call = Roll call
event-founding = Founding
event-uprising = Uprising or the plan of one
event-photograph = Photograph
event-other = Other event

## Groups
group-transport = Transport
group-organisation = Organisation
group-category = Category
group-papers = Papers
group-other = Other group

## Sources
source-card = File card
source-book = Book or article
source-web-page = Web page
source-exhibition = Exhibition text
source-testimony = Memoir or interview
source-letter = Letter
source-register = Register
source-dataset = Data set
source-other = Other source

## Numbers
series-unstated = series not stated
series-general-men = general series, men
series-general-women = general series, women
series-rkg = RKG series (Soviet prisoners of war)
series-a = A series
series-b = B series
series-z = Z series
series-eh = EH series
series-identity-tag = identity tag of a prisoner-of-war camp

number-state-given = given
number-state-struck = struck out
number-state-re-issued = re-issued to somebody else
number-state-covered = covered on the body

## Differences and judgements
difference-contradiction = Contradiction
difference-estimate = Different estimates
difference-different-scope = Different scope
difference-name-variant = Two forms of a name
difference-wording = Two wordings
difference-format-only = Two ways of writing one value
difference-precision = Different precision
difference-compatible = Compatible
difference-absence = Unknown or not stated
difference-ambiguous = Unclear reference
difference-gap = Gap
difference-chronology = Order of time

decision-open = Left open
decision-preferred = One is preferred
decision-combined = Held together
decision-no-conflict = No contradiction

## What rests on a claim
dependent-conclusion = Conclusion
dependent-identity = Judgement on identity
dependent-count = Count
dependent-closure = Day of opening
dependent-report-line = Line of a report

verdict-same = The same person
verdict-not-the-same = Not the same person
verdict-undecided = Not decided

## Dates
calendar-gregorian = Gregorian calendar (new style)
calendar-julian = Julian calendar (old style)

## What is written in a box
datatype-text = Words
datatype-name = Name
datatype-date = Date
datatype-place = Place
datatype-number = Number
datatype-enum = Term of a list
datatype-rows = Table
datatype-measure = Measure
datatype-picture = Picture
datatype-stamp = Stamp or mark

## Properties
property-name = Name
property-surname = Surname
property-given-name = Forename
property-patronymic = Patronymic
property-prisoner-number = Prisoner number
property-identity-tag = Identity tag
property-category = Category
property-birth-date = Date of birth
property-birth-place = Place of birth
property-death-date = Date of death
property-nationality = Nationality
property-religion = Religion
property-marital-status = Marital status
property-residence = Residence
property-occupation = Occupation
property-rank = Rank
property-unit = Military unit
property-camp = Camp
property-captured = Taken prisoner
property-arrival-date = Date of arrival
property-arrived-from = Arrived from
property-departure-date = Date of departure
property-departed-to = Departed to
property-role = Role
property-member-of = Member of
property-took-part-in = Took part in
property-spouse = Spouse
property-arrived-with = Arrived with
property-escaped-with = Escaped with
property-tattoo = Tattoo
property-date = Date
property-place = Place
property-count = Number of people
property-count-escaped = Number who got away
property-extent = Extent
property-reason = Reason
property-description = Description
property-name-variant = Other name
property-remarks = Remarks

## Properties only card templates speak of
property-age = Age
property-arrest-date = Date of arrest
property-arrest-place = Place of arrest
property-birth-name = Name at birth
property-block = Block or subcamp
property-build = Build
property-camps-and-workplaces = Camps and workplaces
property-captured-at = Place of capture
property-captured-on = Date of capture
property-caution = Caution
property-character = Traits of character
property-check-result = Result of the check
property-children = Children
property-clothing-issued = Clothing issued
property-commandant-signature = Signature of the commandant
property-committal-date = Date of committal
property-committal-ground = Ground of committal
property-committed-by = Committed by
property-committed-to = Committed to
property-condition-on-arrival = Condition on arrival
property-conscription-date = Date of conscription
property-conscription-place = Place of conscription
property-death-cause-stated = Cause of death as stated
property-death-hour = Hour of death
property-departure-place = Place of leaving
property-departure-reason = Reason of leaving
property-document-reference = Reference to a document
property-draft-office = Draft office
property-ears = Ears
property-effects = Personal effects
property-effects-later = Personal effects, later
property-employed-as = Employed as
property-eyes = Eyes
property-face = Face
property-fate = Fate
property-father = Father
property-fingerprint = Fingerprint
property-form-number = Printer’s form number
property-freed-by = Freed by
property-freed-on = Freed on
property-grave = Grave
property-hair = Hair
property-height = Height
property-hollerith = Punched for Hollerith
property-identity-tag-camp = Camp of the identity tag
property-illnesses = Illnesses
property-infectious-disease = Infectious disease
property-languages = Languages
property-last-service = Last place of service
property-later-camps = Later camps
property-later-events = Later events
property-marks = Distinguishing marks
property-military-service = Military service
property-mother-maiden-name = Mother’s maiden name
property-mouth = Mouth
property-next-of-kin = Next of kin
property-nose = Nose
property-number-reissued = Number re-issued later
property-papers = Papers
property-parents = Parents
property-parents-race-stated = Parents: “race” (term of the form)
property-party = Party
property-party-functions = Functions in a party
property-party-organisations = Party organisations
property-pension = Pension
property-photograph = Photograph
property-physical-condition = Physical condition
property-physical-description = Physical description
property-political-convictions = Political convictions
property-post = Post
property-previous-convictions = Previous convictions
property-punishments = Punishments
property-read-and-signed = Read and signed
property-record-number = Record number
property-relatives-address = Address of relatives
property-release-date = Date of release
property-release-order = Order of release
property-released-by = Released by
property-running-number = Running number
property-schooling = Schooling
property-second-arrival-date = Second date of arrival
property-security = Security at work
property-sent-to-file = Moved into a tracing file
property-service-number = Service number
property-sickbay-admission-date = Admitted to the sick bay
property-sickbay-discharge-date = Discharged from the sick bay
property-signature = Signature
property-sole-provider = Sole provider
property-source-archive = Archive
property-source-file = File in the archive
property-source-fonds = Fonds in the archive
property-source-inventory = Inventory in the archive
property-spouse-address = Address of the spouse
property-spouse-race-stated = Spouse: “race” (term of the form)
property-street = Street
property-teeth = Teeth
property-tracing-file = Tracing file
property-transfers = Transfers
property-vaccination-stamp = Stamp of vaccination
property-vaccinations = Vaccinations
property-valuables-taken = Valuables taken
property-wages = Wages
property-war-service = War service
property-weight = Weight
property-witnesses = Witnesses
property-work-details = Work details
property-x-ray-stamp = Stamp of an X-ray

## What stands beside a value
template = Card type
field = Box
property = Particular
as-written = As written
reading = Reading
absence = No value because
scope = Covers
source = Source
locator = Place in the source
certainty = Certainty
status = Status
access = Access
reference-code = Reference code
entry-not-shown = (entry not shown here)

## Dates in words
date-month-01 = January
date-month-02 = February
date-month-03 = March
date-month-04 = April
date-month-05 = May
date-month-06 = June
date-month-07 = July
date-month-08 = August
date-month-09 = September
date-month-10 = October
date-month-11 = November
date-month-12 = December
date-season-21 = spring
date-season-22 = summer
date-season-23 = autumn
date-season-24 = winter
date-day = { $day } { $month } { $year }
date-month = { $month } { $year }
date-season = { $season } { $year }
date-about = about { $date }
date-uncertain = { $date } (uncertain)
date-about-uncertain = about { $date } (uncertain)
date-until = until { $date }
date-since = from { $date } on
date-start-unknown = until { $date }, beginning unknown
date-end-unknown = from { $date }, end unknown
date-between = { $from } to { $until }
date-or-earlier = { $date } or earlier
date-or-later = { $date } or later
date-or = { $one } or { $other }
date-and = { $one } and { $other }
date-old-style = { $date } (old style)

## Counts in words
count-about = about { $number }
count-between = { $from } to { $until }
count-at-least = at least { $number }
count-at-most = at most { $number }
