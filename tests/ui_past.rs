//! The screen of history, driven by what stands on it: an act found by who and when, before and after in words, taken
//! back past a later one, how it was, the chain verified.

use crate::ui::Window;
use crate::ui_driven::{TEMPLATE, field_of};
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use kartoteka::catalogue::{Catalogue, Keyed};
use kartoteka::model::{Act, Change, Claim, EntryId};
use std::path::Path;

/// Anna keys a card, Boris corrects the surname and adds a remark, Anna corrects the surname again.
fn three_acts(catalogue: &mut Catalogue, _folder: &Path) {
    catalogue.set_author("Anna");
    let keyed = Keyed { field: field_of("surname"), as_written: "Musterov".to_owned(), absence: None, at: None };
    let card = catalogue.add_card(TEMPLATE, "a/1", None, &[keyed]).unwrap().id;
    catalogue.set_author("Boris");
    edit(catalogue, card, "read again under the lamp", |claim| {
        claim.as_written = "Musterow".into();
        claim.remark = "the last letter is faint".into();
    });
    catalogue.set_author("Anna");
    edit(catalogue, card, "", |claim| claim.as_written = "Musterau".into());
}

fn edit(catalogue: &mut Catalogue, card: EntryId, reason: &str, how: impl Fn(&mut Claim)) {
    let before = catalogue.dossier(card).unwrap().claims.remove(0);
    let mut after = before.clone();
    how(&mut after);
    catalogue.act(Act::Edit, "a/1", reason, vec![Change::edit(before, after)]).unwrap();
}

/// The acts in the list, as they are named.
fn acts(window: &Window) -> Vec<String> {
    let rows = window.harness.query_all_by_role(egui::Role::ListBoxOption);
    rows.filter_map(|node| node.accesskit_node().label()).filter(|label| !label.starts_with("a/1")).collect()
}

/// Opens the screen and waits for so many acts.
fn history(window: &mut Window, count: usize) {
    window.press(Modifiers::COMMAND, Key::H);
    wait_for_acts(window, count);
}

fn wait_for_acts(window: &mut Window, count: usize) {
    window.wait("the acts", |harness| {
        let rows = harness.query_all_by_role(egui::Role::ListBoxOption);
        harness.state().is_quiet() && rows.count() == count
    });
}

fn type_into(window: &mut Window, label: &str, text: &str) {
    window.harness.get_by_role_and_label(egui::Role::TextInput, label).focus();
    window.harness.run_steps(2);
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.event(egui::Event::Text(text.to_owned()));
    window.harness.run_steps(3);
}

fn click_part(window: &mut Window, words: &str) {
    // what an entry is called may come after the act that names it
    window.wait_to_see(words);
    window.harness.query_all_by_label_contains(words).next().unwrap().click_accesskit();
    window.harness.run_steps(4);
}

fn last_act(window: &Window) -> kartoteka::model::ActLine {
    Catalogue::open_to_read(&window.path).unwrap().history(None, None, 1).unwrap().remove(0)
}

#[test]
fn an_act_is_found_by_its_author_and_its_day() {
    let mut window = Window::of(three_acts);
    history(&mut window, 3);
    let all = acts(&window);
    assert!(all[0].contains("3 · Anna") && all[1].contains("2 · Boris") && all[2].contains("1 · Anna"), "{all:?}");
    window.harness.get_by_role_and_label(egui::Role::ComboBox, "Who").click();
    window.harness.run_steps(4);
    window.click("Boris");
    wait_for_acts(&mut window, 1);
    assert!(acts(&window)[0].contains("read again under the lamp"));
    let today = last_act(&window).at.local_day();
    type_into(&mut window, "From", &today);
    wait_for_acts(&mut window, 1);
    type_into(&mut window, "From", "2099-01-01");
    window.wait_to_see("No act is as is asked for.");
    type_into(&mut window, "From", "the day before");
    window.press(Modifiers::NONE, Key::Tab);
    window.wait_to_see("is not read as a day");
    click_part(&mut window, "Show all acts");
    wait_for_acts(&mut window, 3);
}

#[test]
fn before_and_after_are_words() {
    let mut window = Window::of(three_acts);
    history(&mut window, 3);
    window.wait_to_see("“Musterow” became “Musterau”");
    // the keyboard is in the list
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.wait_to_see("“Musterov” became “Musterow”");
    assert!(
        window.sees("was empty, became “the last letter is faint”") && window.sees("Reason: read again under the lamp")
    );
    window.wait_to_see("Surname, Remark");
    window.press(Modifiers::NONE, Key::End);
    window.wait_to_see("new: “Musterov”");
    assert!(!window.sees("as_written") && !window.sees("{"), "the journal's own words are shown");
    click_part(&mut window, "History of this value: Surname");
    window.wait_to_see("Only Surname of a/1");
    wait_for_acts(&mut window, 3);
    assert!(acts(&window)[0].starts_with("“Musterow” became “Musterau”"), "{:?}", acts(&window));
    window.press(Modifiers::NONE, Key::Enter);
    window.wait("the page", |harness| harness.query_all_by_label_contains("Acts, newest first").next().is_none());
}

#[test]
fn an_old_act_is_taken_back_past_a_later_one() {
    let mut window = Window::of(three_acts);
    history(&mut window, 3);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.wait_to_see("Act 2 ·");
    window.click("Take back this act");
    window.wait_to_see("Later acts stand in the way");
    window.wait_to_see("Changed later by act 3: Anna");
    assert!(window.sees("Surname: now “Musterau”, before that act “Musterov”"));
    window.wait_to_see("That act wrote “Musterow”");
    window.click("Leave everything as it is");
    assert_eq!(last_act(&window).seq, 3);
    window.click("Take back this act");
    // with the last answer nothing moves any more
    window.wait_to_see("That act wrote “Musterow”");
    window.click("Keep later values, take back the rest");
    window.wait_to_see("Act 2 was taken back; that is act 4.");
    assert!(!window.sees("Later acts stand in the way"));
    let catalogue = Catalogue::open_to_read(&window.path).unwrap();
    let card = catalogue.history(None, None, 10).unwrap().remove(0).changes[0].owner;
    let claim = catalogue.dossier(card).unwrap().claims.remove(0);
    assert_eq!((claim.as_written.as_str(), claim.remark.as_str()), ("Musterau", ""));
    window.wait_to_see("Taken back by act 4");
    click_part(&mut window, "Taken back by act 4");
    window.wait_to_see("Takes back act 2");
}

#[test]
fn what_cannot_be_taken_back_says_so() {
    let mut window = Window::of(|catalogue, folder| {
        three_acts(catalogue, folder);
        let card = catalogue.history(None, None, 1).unwrap()[0].changes[0].owner;
        edit(catalogue, card, "", |claim| claim.as_written = "Mustera".into());
    });
    history(&mut window, 4);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.wait_to_see("“Musterow” became “Musterau”");
    window.click("Take back this act");
    window.wait_to_see("Later acts stand in the way");
    window.wait_to_see("Nothing of act 3 can be taken back");
    assert!(!window.sees("Keep later values, take back the rest"), "there is no rest");
    assert_eq!(last_act(&window).seq, 4);
    window.wait_to_see("Changed later by act 4: Anna");
    click_part(&mut window, "Changed later by act 4: Anna");
    assert!(!window.sees("Later acts stand in the way"));
    window.wait_to_see("Act 4 ·");
}

#[test]
fn a_page_is_seen_as_it_was_and_what_became_of_it() {
    let mut window = Window::of(three_acts);
    history(&mut window, 3);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.wait_to_see("Act 2 ·");
    click_part(&mut window, "As it was before this act: a/1");
    window.wait_to_see("before act 2 (Boris)");
    window.wait_to_see("Musterov");
    assert!(window.sees("Nothing here can be changed."));
    assert!(window.sees("Changed since: now “Musterau”"));
    assert!(!window.sees("Take back this act"));
    window.click("All entries then");
    window.wait_to_see("One entry");
    type_into(&mut window, "Filter", "nothing like it");
    window.wait_to_see("0 entries of 1");
    window.press(Modifiers::NONE, Key::Tab);
    window.press(Modifiers::NONE, Key::Escape);
    window.wait_to_see("Take back this act");
    // a day somebody types
    let today = last_act(&window).at.local_day();
    type_into(&mut window, "As it was on", &today);
    window.press(Modifiers::NONE, Key::Enter);
    window.wait_to_see("after act 3 (Anna), the last one by then.");
    click_part(&mut window, "File card: a/1");
    window.wait_to_see("the last letter is faint");
    window.click("Back to the acts");
    type_into(&mut window, "As it was on", "1999-01-01");
    window.press(Modifiers::NONE, Key::Enter);
    window.wait_to_see("Nothing was here yet");
}

#[test]
fn the_history_is_verified_in_one_click() {
    let mut window = Window::of(three_acts);
    history(&mut window, 3);
    window.click("Verify the history");
    window.wait_to_see("The history is whole: 3 acts and 1 page were verified.");
    assert!(window.sees("Last hash: "));
}

#[test]
fn a_page_leads_to_its_history() {
    let mut window = Window::of(three_acts);
    window.wait_to_see("a/1");
    click_part(&mut window, "a/1 ");
    window.wait_to_see("History");
    window.harness.get_by_label("History").click_accesskit();
    window.harness.run_steps(4);
    window.wait_to_see("Walk it");
    window.harness.get_by_label("Walk it").click_accesskit();
    window.harness.run_steps(4);
    window.wait_to_see("Only a/1");
    wait_for_acts(&mut window, 3);
}

#[test]
fn a_name_used_before_is_offered_again() {
    let mut window = Window::of(three_acts);
    window.press(Modifiers::NONE, Key::Escape);
    let menu = |window: &mut Window| {
        window.click("Edit");
        click_part(window, "Author");
        window.wait_to_see("Who is working?");
    };
    menu(&mut window);
    assert!(window.sees("not accounts"));
    type_into(&mut window, "Name", "Boris");
    window.click("Sign with this name");
    menu(&mut window);
    window.wait_to_see("Used on this computer before");
    window.click("Test");
    window.click("Sign with this name");
    window.wait("the name", |harness| harness.state().settings().author == "Test");
    assert_eq!(window.harness.state().settings().authors, ["Test", "Boris"]);
}
