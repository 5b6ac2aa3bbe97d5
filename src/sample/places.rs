//! The camps and places of the list that comes with the program, and what sources say of some of them.

use super::fact::{AUSCHWITZ_RU, At, Read, Said, says};
use super::plan::Planner;
use crate::error::{Error, Result};
use crate::model::Place;

const LIST: &str = include_str!("../../assets/places.csv");

#[derive(serde::Deserialize)]
struct Line {
    id: String,
    kind: String,
    name_de: String,
    name_local: String,
    name_en: String,
    country_today: String,
    lat: Option<f64>,
    lon: Option<f64>,
    from: String,
    to: String,
    wikidata: String,
    source: String,
}

/// Makes every place of the list.
pub(super) fn plan(planner: &mut Planner) -> Result<()> {
    for line in csv::Reader::from_reader(LIST.as_bytes()).into_deserialize::<Line>() {
        let line = line.map_err(|error| Error::Damaged(format!("the list of places: {error}")))?;
        let place = Place {
            id: planner.id(&line.id),
            since: year(planner, &line.from),
            until: year(planner, &line.to),
            reference_code: line.id,
            kind: line.kind,
            label: line.name_en,
            name_de: line.name_de,
            name_local: line.name_local,
            country: line.country_today,
            latitude: line.lat,
            longitude: line.lon,
            wikidata: line.wikidata,
            basis: line.source,
        };
        planner.make(place);
    }
    Ok(())
}

/// Makes the claims about places, when their sources are there.
pub(super) fn plan_claims(planner: &mut Planner) {
    planner.say(SAID);
}

fn year(planner: &mut Planner, text: &str) -> Option<crate::model::Edtf> {
    if text.is_empty() { None } else { planner.edtf(text) }
}

const USHMM_367: At = At("SRC10", "entry Stalag 367");

// One fact a line, so that a line can be held against the source.
#[rustfmt::skip]
const SAID: &[Said] = &[
    says("367 until July 1944", "stalag-367-tschenstochau", "description", "[At Tschenstochau from November 1941 to July 1944; set up on 17 October 1941 from the staff of Oflag VIII B Silberberg; at most 10,468 prisoners, in April 1944.]", Read::Not, USHMM_367),
    says("", "stalag-367-tschenstochau", "description", "[From August or September 1941 to 17 January 1945; 65,000 prisoners, 17,000 dead; on 1 July 1944 4,869 Soviet and 2,139 Italian prisoners.]", Read::Not, At("SRC12", "")).remark("Differs from the Encyclopedia in its years. The notes do not say which of these pages gives which figure."),
    says("", "stalag-367-z-petrikau", "description", "[Branch of Stalag 367 from 2 September 1942.]", Read::Not, USHMM_367),
    says("", "stalag-367-kielce", "description", "[Branch of Stalag 367 from April 1944.]", Read::Not, USHMM_367),
    says("367 from August 1944", "stalag-367-tillowitz", "description", "[Stalag 367 was at Tillowitz from August 1944; its field post number was struck out on 6 October 1944.]", Read::Not, USHMM_367),
    says("", "stalag-viii-b-lamsdorf", "description", "[Stalag VIII B from 4 October 1939.]", Read::Not, At("SRC13", "")),
    says("", "stalag-318", "description", "[Camp 318 for Soviet prisoners from July 1941, VIII F from autumn 1941, under VIII B from the middle of 1943, 344 from the end of 1943 to March 1945; about 200,000 Soviet prisoners of war, 40,000 dead.]", Read::Not, At("SRC13", "")),
    says("", "stalag-viii-b-teschen", "description", "[The label VIII B moved to Teschen in November 1943.]", Read::Not, At("SRC14", "Stalag VIII-D")),
    says("", "stalag-308-neuhammer", "description", "[Stalag 308 (VIII E) from 8 April 1941; 57,000 prisoners by October 1941; moved to Sumy in July 1942. Pogozhev is quoted there as a former prisoner.]", Read::Not, At("SRC11", "entry Stalag 308")),
    says("", "rkg-auschwitz", "description", "[Blocks 1, 2, 3, 12, 13, 14, 22, 23 and 24, from October 1941 to March 1942; the prisoners came from Lamsdorf and Neuhammer.]", Read::Not, At(AUSCHWITZ_RU, "page labor-camp")),
];
