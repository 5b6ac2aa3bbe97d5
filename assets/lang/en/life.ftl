# A person as all papers have him: names, numbers, moments, places, those he was with.
#   moment-  MomentKind      stop-  StopKind      standing-  Standing      tie-  TieKind

life-summary = What the papers say, in short
life-summary-waiting = Gathering what the papers say …
life-names = Names
life-numbers = Numbers
life-relations = Named with
life-cards = Cards
life-pictures = Pictures
life-judged = Judgements
life-notes = Notes
life-from-papers = Drawn from { $count } pages held to be of one person
life-quoted = “{ $words }”
life-covers = covers { $scope }
life-said-there = said on the other’s page
life-moment = { $kind }: { $what }
life-visit = { $kind }, { $when }
life-on = on { $paper }
life-takes-part = (that this person took part: { $papers })

life-timeline = Timeline
life-timeline-drawn = { $count ->
    [one] The timeline, drawn: one moment. The same stands in words below it.
   *[other] The timeline, drawn: { $count } moments. The same stands in words below it.
}
life-no-timeline = No paper gives a day, a month or a year.
life-undated = Without a date
life-moments = { $count ->
    [one] one moment
   *[other] { $count } moments
}
life-explained = Bars are spans; dashed means not certain; a fading end is open; ~ means about.

moment-birth = Birth
moment-capture = Taken prisoner
moment-arrival = Arrival
moment-transfer = Sent on
moment-took-part = Took part
moment-tattoo = Tattoo
moment-escape = Escape
moment-left-register = Left the register
moment-photograph = Photograph
moment-death = Death

standing-disputed = sources differ
standing-set-aside = another is held to

life-route = Places
life-places = { $count ->
    [one] one place
   *[other] { $count } places
}
life-route-drawn = The places, drawn as a sketch: { $places }
life-sketch = A sketch, no map: places by their coordinates, lines in the order of time, not roads.
life-no-sketch = { $count ->
    [0] None of these places has coordinates, so no sketch is drawn.
   *[other] Only one of these places has coordinates, so no sketch is drawn.
}
life-north = N
life-kilometres = { $count } km

stop-birth = born here
stop-residence = lived here
stop-capture = taken prisoner here
stop-came-from = came from here
stop-camp = camp of the card or number
stop-event = an event was here
stop-sent-to = sent here

circle-title = Who was with this person
circle-count = { $count ->
    [0] nobody known
    [one] one person
   *[other] { $count } people
}
circle-waiting = Looking …
circle-none = No paper here names anybody who was with this person.
circle-drawn = { $count ->
    [one] The circle, drawn: one person around { $name }. The same stands in words below it.
   *[other] The circle, drawn: { $count } people around { $name }. The same stands in words below it.
}
circle-explained = Thick: named together. Thin: one event, picture, transport or group. Dashed: not certain. That two belong to one group does not say that they knew each other.
circle-more = { $count ->
    [one] One more belongs to the same groups or events and is not shown.
   *[other] { $count } more belong to the same groups or events and are not shown.
}
tie-picture = on one picture: { $what }
tie-event = in one event: { $what }
tie-group = in one group: { $what }
tie-transport = came on { $day } to the same camp: { $place }
tie-transport-day = came on { $day } to the same camp

life-groups = Said of groups, not of each member
life-groups-explained = Said of groups and events this person belongs to. These statements speak of the whole: none of them is taken to be true of each member.

failed-life = What is known of this person could not be read
