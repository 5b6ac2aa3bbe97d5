//! `kartoteka access DIR`: who may see what, the day each paper opens by the rule in force, and changing both.

use super::exit::Usage;
use super::words::{columns, one_line};
use super::{Outcome, Session};
use crate::catalogue::{
    Catalogue, ClosureFilter, ClosureLine, ClosurePage, ClosureQuery, RuleOutcome, StillNamed, built_in_closure_rules,
};
use crate::model::{Access, ClosedBy, ClosureRule, Day, EntryId, EntryKind, Living};
use crate::reports::{access_text, words};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use std::path::PathBuf;

/// List who may see what and until when it is closed; set access; choose the rule of closure
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: kartoteka access sample.kartoteka --use de-bund
         kartoteka access sample.kartoteka Pogozhev --only differs
         kartoteka access sample.kartoteka --set closed-until-2045-01-01 --reason \"asked for by the family\" P3
         kartoteka access sample.kartoteka --apply --reason \"by the rule\" P3 RKG-50

What is not exactly known is read as late as it may be: of rival claims the latest counts, and a year to its end.
Cards, persons, pictures, notes and single values (by their id) have an access of their own; holding units, groups,
events, places and sources have none. What somebody set to staff or review no rule opens.
When something was closed, labels and captions of others that still hold its name or number are listed, at most 20.")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// A query that narrows the list; with --set and --apply the references or ids of what is meant
    #[arg(value_name = "QUERY_OR_REF")]
    words: Vec<String>,
    /// Only these
    #[arg(long, value_name = "WHICH", value_parser = filter(), default_value = "all", hide_default_value = true)]
    only: ClosureFilter,
    /// List the rules of closure: those of the catalogue and those that come with the program
    #[arg(long, group = "doing")]
    rules: bool,
    /// Go by the rule with this code from now on; `none` for no rule
    #[arg(long = "use", value_name = "CODE", group = "doing")]
    use_rule: Option<String>,
    /// Say who may see these: open, staff, review, or closed-until- with a day: closed-until-2045-01-01
    #[arg(long, value_name = "ACCESS", value_parser = super::note::access, group = "doing", requires = "reason")]
    set: Option<Access>,
    /// Set for these what the rule in force computes
    #[arg(long, group = "doing", requires = "reason")]
    apply: bool,
    /// With --apply: say what would be set and opened, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Why; it stands in the history
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

fn filter() -> impl TypedValueParser<Value = ClosureFilter> {
    PossibleValuesParser::new(ClosureFilter::ALL.iter().map(|filter| filter.term()))
        .map(|term| ClosureFilter::from_term(&term).unwrap_or_default())
}

/// A card or person. `access` is who may see it now, `opens` the day computed by the rule in force.
#[derive(Serialize)]
struct Line {
    id: EntryId,
    #[serde(rename = "ref")]
    reference: String,
    kind: EntryKind,
    label: String,
    access: Access,
    opens: Option<String>,
    /// `death`, `birth`, `creation` or `unknown`.
    counted_by: ClosedBy,
    /// The latest day the claims allow.
    counted_from: Option<String>,
    computed: Option<Access>,
    /// `possibly`, `unknown`, or why not: `died`, `born-long-ago`, `papers-old`.
    living: &'static str,
    differs: bool,
}

/// `origin` is `catalogue` or `program`.
#[derive(Serialize)]
struct Rule {
    code: String,
    jurisdiction: String,
    label: String,
    years_after_death: Option<u32>,
    years_after_birth: Option<u32>,
    years_after_creation: Option<u32>,
    basis: String,
    in_force: bool,
    origin: &'static str,
}

/// What was set; `seq` is the number of the act.
#[derive(Serialize)]
struct Said {
    seq: u64,
    access: Access,
    set: usize,
    same: usize,
    still_named: Vec<Named>,
}

/// What becomes of those a rule is applied to, by id; `seq` is `null` when nothing was to be written.
#[derive(Serialize)]
struct RuleSet {
    seq: Option<u64>,
    rule: String,
    set: Vec<EntryId>,
    /// Those among them that open, or open sooner than was said.
    opened: Vec<EntryId>,
    same: Vec<EntryId>,
    unknown: Vec<EntryId>,
    possibly_living: Vec<EntryId>,
    /// Set to staff or review by somebody.
    by_hand: Vec<EntryId>,
    still_named: Vec<Named>,
}

/// A label or caption, open to everybody, that holds a closed name or number.
#[derive(Serialize)]
struct Named {
    id: EntryId,
    #[serde(rename = "ref")]
    reference: String,
    kind: EntryKind,
    property: String,
    text: String,
}

/// Entries asked for at once.
const AT_ONCE: usize = 500;

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        if self.dry_run && !self.apply {
            return Err(Usage("--dry-run goes with --apply".to_owned()).into());
        }
        if self.rules {
            self.assert_alone("--rules")?;
            return self.list_rules(session);
        }
        if let Some(code) = &self.use_rule {
            self.assert_alone("--use")?;
            return self.go_by(session, code);
        }
        if self.set.is_none() && !self.apply {
            if self.reason.is_some() {
                return Err(Usage("--reason goes with --set or --apply".to_owned()).into());
            }
            return self.list(session);
        }
        if self.words.is_empty() {
            return Err(Usage("name what is meant: references or ids after the reason".to_owned()).into());
        }
        if self.only != ClosureFilter::All {
            return Err(Usage("--only narrows the list; it chooses nothing to be set".to_owned()).into());
        }
        let reason = self.reason.as_deref().unwrap_or_default();
        let mut catalogue =
            if self.dry_run { Session::open(&self.folder)? } else { session.open_to_write(&self.folder)? };
        let ids = self.words.iter().map(|word| catalogue.resolve(word)).collect::<Result<Vec<_>, _>>()?;
        match self.set {
            Some(access) => set(session, &mut catalogue, &ids, access, reason)?,
            None if self.dry_run => dry_run(session, &catalogue, &ids)?,
            None => apply(session, &mut catalogue, &ids, reason)?,
        }
        Ok(Outcome::Good)
    }

    fn assert_alone(&self, option: &str) -> Result<(), Usage> {
        if self.words.is_empty() && self.reason.is_none() && self.only == ClosureFilter::All {
            return Ok(());
        }
        Err(Usage(format!("{option} stands alone, without a query, --only and --reason")))
    }

    fn list(&self, session: &mut Session) -> anyhow::Result<Outcome> {
        let catalogue = Session::open(&self.folder)?;
        let mut query = ClosureQuery { words: self.words.join(" "), filter: self.only, after: None, most: AT_ONCE };
        let mut array = if session.json { Some(session.array()?) } else { None };
        let (mut is_first, mut found) = (true, 0);
        loop {
            let page = catalogue.closures(&query)?;
            if is_first && array.is_none() {
                session.line(rule_line(page.rule.as_ref()))?;
            }
            is_first = false;
            found += page.lines.len();
            match &mut array {
                Some(array) => {
                    for line in &page.lines {
                        session.item(array, &Line::new(line, page.today))?;
                    }
                }
                None => print(session, &page)?,
            }
            let Some(next) = page.next else { break };
            query.after = Some(next);
        }
        match array {
            Some(array) => session.close(&array)?,
            None if found == 0 => Session::say("nothing of the kind"),
            None => {}
        }
        Ok(Outcome::Good)
    }

    fn list_rules(&self, session: &mut Session) -> anyhow::Result<Outcome> {
        let kept = Session::open(&self.folder)?.closure_rules()?;
        let is_new = |rule: &ClosureRule| kept.iter().all(|known| known.code != rule.code);
        let built_in: Vec<ClosureRule> = built_in_closure_rules()?.into_iter().filter(is_new).collect();
        let rules = kept.into_iter().map(|rule| (rule, "catalogue"));
        let rules = rules.chain(built_in.into_iter().map(|rule| (rule, "program")));
        if session.json {
            let mut array = session.array()?;
            for (rule, origin) in rules {
                session.item(&mut array, &Rule::new(rule, origin))?;
            }
            session.close(&array)?;
            return Ok(Outcome::Good);
        }
        let heading = ["", "CODE", "WHERE", "NAME", "DEATH", "BIRTH", "PAPERS", "BASIS"];
        let mut table = vec![heading.map(str::to_owned).to_vec()];
        let years = |years: Option<u32>| years.map(|years| years.to_string()).unwrap_or_default();
        table.extend(rules.map(|(rule, _)| {
            vec![
                if rule.in_force { "*".to_owned() } else { String::new() },
                rule.code,
                rule.jurisdiction,
                rule.label,
                years(rule.years_after_death),
                years(rule.years_after_birth),
                years(rule.years_after_creation),
                one_line(&rule.basis, 90),
            ]
        }));
        for line in columns(&table) {
            session.line(line)?;
        }
        Ok(Outcome::Good)
    }

    fn go_by(&self, session: &mut Session, code: &str) -> anyhow::Result<Outcome> {
        let mut catalogue = session.open_to_write(&self.folder)?;
        let is_none = code.trim() == "none";
        if is_none {
            catalogue.use_no_rule()?;
        } else {
            let rule = catalogue.closure_rule(code)?;
            catalogue.use_rule(&rule)?;
        }
        session.saved();
        let rule = catalogue.rule_in_force()?;
        if session.json {
            session.object(&rule.map(|rule| Rule::new(rule, "catalogue")))?;
        } else {
            session.line(rule_line(rule.as_ref()))?;
        }
        Ok(Outcome::Good)
    }
}

impl Line {
    fn new(line: &ClosureLine, today: Day) -> Self {
        let ClosureLine { entry, label, access, closure, living, differs } = line;
        Self {
            id: *entry,
            reference: label.reference_code.clone(),
            kind: label.kind,
            label: label.label.clone(),
            access: *access,
            opens: closure.until.map(|day| day.to_string()),
            counted_by: closure.by,
            counted_from: closure.counted_from.map(|day| day.to_string()),
            computed: closure.access(today),
            living: living_term(*living),
            differs: *differs,
        }
    }
}

const fn living_term(living: Living) -> &'static str {
    match living {
        Living::No(why) => why.term(),
        Living::Possibly => "possibly",
        Living::Unknown => "unknown",
    }
}

impl Rule {
    fn new(rule: ClosureRule, origin: &'static str) -> Self {
        let ClosureRule {
            id: _,
            code,
            jurisdiction,
            label,
            years_after_death,
            years_after_birth,
            years_after_creation,
            basis,
            in_force,
        } = rule;
        Self {
            code,
            jurisdiction,
            label,
            years_after_death,
            years_after_birth,
            years_after_creation,
            basis,
            in_force,
            origin,
        }
    }
}

fn rule_line(rule: Option<&ClosureRule>) -> String {
    rule.map_or_else(
        || "no rule of closure is in force: --rules lists them, --use CODE chooses one".to_owned(),
        |rule| format!("in force: {} {} ({})", rule.code, rule.label, rule.basis),
    )
}

fn print(session: &mut Session, page: &ClosurePage) -> anyhow::Result<()> {
    if page.lines.is_empty() {
        return Ok(());
    }
    let heading = ["REF", "LABEL", "ACCESS", "OPENS", "COUNTED FROM", "LIVING", "RULE"];
    let mut table = vec![heading.map(str::to_owned).to_vec()];
    table.extend(page.lines.iter().map(|line| {
        let closure = line.closure;
        let from = closure.counted_from.map(|day| format!("{} {day}", words("closing-by", closure.by.term())));
        let opens = closure.until.map_or_else(
            || if page.rule.is_some() { "not known".to_owned() } else { String::new() },
            |day| day.to_string(),
        );
        vec![
            line.label.reference_code.clone(),
            one_line(&line.label.label, 50),
            access_text(line.access),
            opens,
            from.unwrap_or_default(),
            words("closing-living", living_term(line.living)),
            if line.differs { "differs".to_owned() } else { String::new() },
        ]
    }));
    for line in columns(&table) {
        session.line(line)?;
    }
    Ok(())
}

fn set(
    session: &mut Session,
    catalogue: &mut Catalogue,
    ids: &[EntryId],
    access: Access,
    reason: &str,
) -> anyhow::Result<()> {
    let applied = catalogue.set_access(ids, access, reason)?;
    session.saved();
    let set = applied.touched.len();
    let same = ids.len().saturating_sub(set);
    let still = catalogue.still_named(ids)?;
    if session.json {
        let still_named = still.into_iter().map(Named::from).collect();
        session.object(&Said { seq: applied.seq, access, set, same, still_named })?;
        return Ok(());
    }
    session.line(format!("{}: {set} set, {same} so already", access_text(access)))?;
    print_still_named(session, &still)
}

fn dry_run(session: &mut Session, catalogue: &Catalogue, ids: &[EntryId]) -> anyhow::Result<()> {
    let outcome = catalogue.rule_outcome(ids)?;
    if session.json {
        return Ok(session.object(&RuleSet::new(catalogue, outcome, None, Vec::new())?)?);
    }
    session.line("nothing is written; the rule would do this:")?;
    print_outcome(session, catalogue, &outcome)
}

fn apply(session: &mut Session, catalogue: &mut Catalogue, ids: &[EntryId], reason: &str) -> anyhow::Result<()> {
    let (applied, outcome) = catalogue.apply_rule(ids, reason)?;
    session.saved();
    let still = catalogue.still_named(&outcome.set)?;
    if session.json {
        return Ok(session.object(&RuleSet::new(catalogue, outcome, Some(applied.seq), still)?)?);
    }
    print_outcome(session, catalogue, &outcome)?;
    print_still_named(session, &still)
}

impl RuleSet {
    fn new(
        catalogue: &Catalogue,
        outcome: RuleOutcome,
        seq: Option<u64>,
        still: Vec<StillNamed>,
    ) -> anyhow::Result<Self> {
        let RuleOutcome { set, opened, same, unknown, possibly_living, by_hand } = outcome;
        let still_named = still.into_iter().map(Named::from).collect();
        let rule = code_in_force(catalogue)?;
        Ok(Self { seq, rule, set, opened, same, unknown, possibly_living, by_hand, still_named })
    }
}

impl From<StillNamed> for Named {
    fn from(still: StillNamed) -> Self {
        let StillNamed { entry, label, property, text } = still;
        Self { id: entry, reference: label.reference_code, kind: label.kind, property, text }
    }
}

fn code_in_force(catalogue: &Catalogue) -> anyhow::Result<String> {
    Ok(catalogue.rule_in_force()?.map(|rule| rule.code).unwrap_or_default())
}

fn print_outcome(session: &mut Session, catalogue: &Catalogue, outcome: &RuleOutcome) -> anyhow::Result<()> {
    let RuleOutcome { set, opened, same, unknown, possibly_living, by_hand } = outcome;
    let rule = code_in_force(catalogue)?;
    session.line(format!(
        "by {rule}: {} set, {} of them open or open sooner than was said, {} so already, {} left as set by hand",
        set.len(),
        opened.len(),
        same.len(),
        by_hand.len()
    ))?;
    for (left, why) in [
        (opened, "it opens, or opens sooner than was said"),
        (unknown, "its end cannot be computed: it stays as it is"),
        (possibly_living, "the rule would open it, but the person may still live: it stays as it is"),
        (by_hand, "somebody set it to staff or review: it stays as it is; open it with --set"),
    ] {
        for id in left {
            let label = catalogue.label(*id)?;
            let name = if label.reference_code.is_empty() { id.to_string() } else { label.reference_code };
            Session::say(format!("{name}: {why}"));
        }
    }
    Ok(())
}

fn print_still_named(session: &mut Session, still: &[StillNamed]) -> anyhow::Result<()> {
    if still.is_empty() {
        return Ok(());
    }
    session.line("a closed name or number still stands openly in:")?;
    for found in still {
        let StillNamed { entry, label, property, text } = found;
        let name = if label.reference_code.is_empty() { entry.to_string() } else { label.reference_code.clone() };
        session.line(format!("  {name}, {}: {}", property.replace('-', " "), one_line(text, 90)))?;
    }
    Ok(())
}
