//! The pictures of a page: small ones by role with their captions, what they show, and attaching more.
//!
//! Invariant: a picture with a content note is covered until somebody asks to see it.

use super::head::{mark_ui, own_field_ui};
use super::model::{Link, link};
use super::own::{own_fields, value};
use super::picker::{self, Choice, Purpose};
use super::{Desk, PageAction, PageState, claims, editor, layout};
use crate::background::Pixels;
use crate::catalogue::NewPicture;
use crate::error::Error;
use crate::i18n::{tr, tr_args};
use crate::model::{Attachment, Dossier, Entry, EntryId, EntryKind, Role, role_of_name};
use crate::reports;
use crate::ui::action::Action;
use crate::ui::dialog::row_from_right;
use crate::ui::viewer::{self, Opening, ViewerAction};
use crate::ui::{field, theme};
use eframe::egui;
use egui::{Button, ComboBox, Context, Id, Image, Modal, ScrollArea, Sense, TextureHandle, Ui, vec2};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, btree_map};
use std::path::PathBuf;

/// Width of a small picture in points.
const THUMB_PT: f32 = 220.0;
/// Height of a small picture in points, at most.
const THUMB_HEIGHT_PT: f32 = 260.0;

/// A small picture.
#[derive(Clone)]
pub(super) enum Small {
    /// Asked for.
    Asked,
    /// Here.
    Ready(TextureHandle),
    /// It cannot be shown, and why.
    Failed(String),
}

/// Files that are looked through before they are attached.
#[derive(Debug)]
struct Attaching {
    entry: EntryId,
    pictures: Vec<NewPicture>,
    failed: Option<String>,
    sent: bool,
    /// Whether it was opened just now, so that its first caption takes the keyboard.
    fresh: bool,
}

/// The pictures being shown and worked on.
#[derive(Default)]
pub(super) struct PicturesState {
    thumbs: BTreeMap<EntryId, Small>,
    uncovered: BTreeSet<EntryId>,
    open: Option<EntryId>,
    attaching: Option<Attaching>,
    refused: Vec<String>,
}

impl PicturesState {
    /// Whether files are being looked through before they are attached.
    pub(super) fn is_attaching(&self) -> bool {
        self.attaching.is_some()
    }

    /// Another page is shown.
    pub(super) fn leave(&mut self) {
        self.thumbs.clear();
        self.open = None;
        self.refused.clear();
    }

    /// Files came for an entry. Those whose name does not say are taken for the sides it has no scan of yet.
    pub(super) fn begin_attaching(&mut self, entry: EntryId, files: Vec<PathBuf>, mut missing: Vec<Role>) {
        let attaching = match &mut self.attaching {
            Some(attaching) if attaching.entry == entry => attaching,
            other => other.insert(Attaching { entry, pictures: Vec::new(), failed: None, sent: false, fresh: true }),
        };
        for path in files {
            let said = role_of_name(&path.to_string_lossy());
            let role = if said == Role::Other { missing.first().copied().unwrap_or(said) } else { said };
            missing.retain(|side| *side != role);
            attaching.pictures.push(NewPicture { path, role, caption: String::new() });
        }
        if attaching.pictures.is_empty() {
            self.attaching = None;
        }
    }

    /// What is to be attached, once.
    pub(super) fn take_to_attach(&mut self) -> Option<(EntryId, Vec<NewPicture>)> {
        let attaching = self.attaching.as_mut().filter(|attaching| !attaching.sent)?;
        attaching.sent = true;
        attaching.failed = None;
        Some((attaching.entry, attaching.pictures.clone()))
    }

    /// The files were taken in, but for these.
    pub(super) fn attached(&mut self, refused: &[Error]) {
        self.attaching = None;
        self.refused = refused.iter().map(ToString::to_string).collect();
    }

    /// None were taken in; the list stays.
    pub(super) fn failed(&mut self, why: String) {
        if let Some(attaching) = &mut self.attaching {
            attaching.sent = false;
            attaching.failed = Some(why);
        }
    }

    /// Whether a picture is covered until somebody asks to see it.
    pub(super) fn is_covered(&self, picture: &Attachment) -> bool {
        !picture.content_note.is_empty() && !self.uncovered.contains(&picture.id)
    }

    /// A small picture came.
    pub(super) fn take_thumbnail(&mut self, ctx: &Context, id: EntryId, pixels: &Result<Pixels, Error>) {
        if let Some(thumb) = self.thumbs.get_mut(&id) {
            *thumb = match pixels {
                Ok(pixels) => Small::Ready(viewer::texture(ctx, &format!("picture {id}"), pixels)),
                Err(error) => Small::Failed(error.to_string()),
            };
        }
    }
}

/// Draws the pictures.
pub(super) fn pictures_ui(ui: &mut Ui, dossier: &Dossier, desk: &mut Desk<'_>) {
    let pictures: Vec<&Attachment> = match &dossier.entry {
        Entry::Attachment(picture) => vec![picture],
        Entry::Source(_) | Entry::Place(_) if dossier.pictures.is_empty() => return,
        _ => Role::ALL
            .iter()
            .flat_map(|role| dossier.pictures.iter().filter(move |picture| picture.role == *role))
            .collect(),
    };
    ui.add_space(theme::GAP);
    let is_picture = matches!(dossier.entry, Entry::Attachment(_));
    if !is_picture {
        ui.horizontal(|ui| {
            ui.label(theme::section(tr("page-pictures")));
            if desk.can_write() && ui.button(tr("page-attach")).on_hover_text(tr("page-attach-hint")).clicked() {
                desk.actions.push(Action::PickPictures);
            }
        });
        refused_ui(ui, desk);
        if pictures.is_empty() {
            ui.label(theme::small(ui, tr("page-pictures-none")));
        }
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number of columns")]
    let columns = ((ui.available_width() / THUMB_PT).max(1.0) as usize).clamp(1, 4);
    let columns = if is_picture { 1 } else { columns };
    layout::grid(ui, columns, &pictures, |ui, picture| {
        ui.push_id(picture.id, |ui| picture_ui(ui, picture, dossier, desk));
    });
}

fn refused_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    if desk.state.pictures.refused.is_empty() {
        return;
    }
    for refused in &desk.state.pictures.refused {
        ui.label(theme::strong(refused));
    }
    if ui.button(tr("page-refused-read")).clicked() {
        desk.state.pictures.refused.clear();
    }
}

fn picture_ui(ui: &mut Ui, picture: &Attachment, dossier: &Dossier, desk: &mut Desk<'_>) {
    ui.spacing_mut().item_spacing.y = 3.0;
    let is_page = dossier.entry.id() == picture.id;
    thumb_ui(ui, picture, desk);
    let role = tr(&format!("role-{}", picture.role.term()));
    layout::small_line(ui, |ui| {
        ui.label(theme::small(ui, &role));
        // the head of its own page says its reference
        if !is_page && !picture.reference_code.is_empty() {
            let text = picture.reference_code.clone();
            claims::link_ui(ui, &Link { id: picture.id, kind: EntryKind::Attachment, text }, desk);
        }
        if picture.drawn {
            let specimen = matches!(&dossier.entry, Entry::FileCard(card) if card.specimen);
            let mark = if specimen { "page-specimen" } else { "page-drawn" };
            mark_ui(ui, &tr(mark), &tr("page-drawn-explained"));
        }
    });
    if is_page && picture.is_attached() {
        layout::small_line(ui, |ui| {
            ui.label(theme::small(ui, tr("page-belongs-to")));
            claims::link_ui(ui, &link(picture.entry, dossier), desk);
        });
    }
    if picture.caption.is_empty() {
        ui.label(theme::small(ui, &picture.original_name));
    } else {
        ui.label(&picture.caption);
    }
    if let Some(source) = picture.caption_source {
        layout::small_line(ui, |ui| {
            ui.label(theme::small(ui, tr("page-caption-from")));
            claims::link_ui(ui, &link(source, dossier), desk);
            if !picture.caption_locator.is_empty() {
                ui.label(theme::small(ui, &picture.caption_locator));
            }
        });
    }
    let date = match &picture.date_absence {
        Some(absence) if picture.date.as_written.is_empty() => reports::absence_text(absence),
        _ => picture.date.as_written.clone(),
    };
    if !date.is_empty() {
        ui.label(theme::small(ui, tr_args("page-taken", &[("date", date.into())])));
    }
    if !is_page {
        super::access::mark_ui(ui, picture.access);
    }
    depicted_ui(ui, picture, dossier, desk);
    seen_ui(ui, picture, dossier, desk);
    let open = desk.state.pictures.open == Some(picture.id);
    if desk.can_write() && !is_page {
        let words = if open { "page-done" } else { "page-edit" };
        let edit = ui.link(tr(words));
        let named = if picture.reference_code.is_empty() { &picture.original_name } else { &picture.reference_code };
        super::claim_edit::name(&edit, "page-edit-of", &role, named);
        if edit.clicked() {
            desk.state.pictures.open = if open { None } else { Some(picture.id) };
        }
    }
    if open && desk.can_write() && !is_page {
        let entry = Entry::Attachment(picture.clone());
        for own in own_fields(EntryKind::Attachment) {
            own_field_ui(ui, picture.id, *own, &value(&entry, own.name), desk);
        }
    }
    ui.add_space(theme::SMALL_GAP);
}

/// Who and what is marked on the picture.
fn seen_ui(ui: &mut Ui, picture: &Attachment, dossier: &Dossier, desk: &mut Desk<'_>) {
    let marked = dossier.regions.iter().filter(|region| region.attachment == picture.id);
    for shown in marked.filter_map(|region| region.shows.as_ref()) {
        layout::small_line(ui, |ui| {
            ui.label(theme::small(ui, tr("page-seen")));
            if let Some(person) = shown.person {
                claims::link_ui(ui, &link(person, dossier), desk);
            }
            let said = [&shown.name, &shown.body_place, &shown.remark].map(String::as_str);
            ui.label(theme::small(
                ui,
                said.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", "),
            ));
        });
    }
}

/// The persons a picture shows, and choosing more.
fn depicted_ui(ui: &mut Ui, picture: &Attachment, dossier: &Dossier, desk: &mut Desk<'_>) {
    let can_edit =
        desk.can_write() && (desk.state.pictures.open == Some(picture.id) || dossier.entry.id() == picture.id);
    if !picture.depicted.is_empty() {
        layout::small_line(ui, |ui| {
            ui.label(theme::small(ui, tr("page-depicted")));
            for (at, person) in picture.depicted.iter().enumerate() {
                if at > 0 {
                    ui.label(theme::small(ui, "\u{b7}"));
                }
                let named = link(*person, dossier);
                claims::link_ui(ui, &named, desk);
                if can_edit {
                    let remove = ui.add(Button::new("\u{d7}").small());
                    let name = tr_args("page-depicted-remove", &[("name", named.text.clone().into())]);
                    editor::name(&remove, egui::Role::Button, &name);
                    if remove.on_hover_text(&name).clicked() {
                        let rest: Vec<EntryId> =
                            picture.depicted.iter().copied().filter(|known| known != person).collect();
                        set_depicted(picture.id, &rest, desk);
                    }
                }
            }
        });
    }
    if can_edit {
        let choice = picker::picker_ui(ui, EntryKind::Person, Purpose::Depicted(picture.id), None, desk);
        if let Choice::Entry(person) = choice
            && !picture.depicted.contains(&person.id)
        {
            let mut all = picture.depicted.clone();
            all.push(person.id);
            set_depicted(picture.id, &all, desk);
        }
    }
}

fn set_depicted(picture: EntryId, depicted: &[EntryId], desk: &mut Desk<'_>) {
    let fields = vec![("depicted", json!(depicted))];
    desk.want(PageAction::Set { entry: picture, fields, reason: String::new() });
}

/// Looks at a picture of the page large.
pub(super) fn look_at(picture: &Attachment, desk: &mut Desk<'_>) {
    let pictures = desk.state.dossier.as_deref().map(in_order).unwrap_or_default();
    let at = pictures.iter().position(|known| known.id == picture.id).unwrap_or_default();
    if let Some(opening) = desk.state.opening(pictures, at) {
        desk.actions.push(Action::Viewer(ViewerAction::Open(Box::new(opening))));
    }
}

/// The pictures of an entry in the order in which they are shown.
fn in_order(dossier: &Dossier) -> Vec<Attachment> {
    match &dossier.entry {
        Entry::Attachment(picture) => vec![picture.clone()],
        _ => Role::ALL
            .iter()
            .flat_map(|role| dossier.pictures.iter().filter(move |picture| picture.role == *role))
            .cloned()
            .collect(),
    }
}

impl PageState {
    /// Whether the shown entry has pictures.
    pub fn has_pictures(&self) -> bool {
        self.dossier
            .as_deref()
            .is_some_and(|dossier| !dossier.pictures.is_empty() || matches!(dossier.entry, Entry::Attachment(_)))
    }

    /// The pictures of the shown entry, to be looked at large.
    pub fn to_look_at(&self) -> Option<Opening> {
        let pictures = in_order(self.dossier.as_deref()?);
        let side = self.scan.side_shown();
        let at = pictures.iter().position(|picture| picture.role == side).unwrap_or_default();
        self.opening(pictures, at)
    }

    fn opening(&self, pictures: Vec<Attachment>, at: usize) -> Option<Opening> {
        let specimen = matches!(&self.dossier.as_deref()?.entry, Entry::FileCard(card) if card.specimen);
        let uncovered = self.pictures.uncovered.iter().copied();
        (!pictures.is_empty()).then(|| Opening::new(pictures, at).uncovered(uncovered).of_specimen(specimen))
    }
}

/// The small picture of an attachment; it is asked for when it is not there.
pub(super) fn small(picture: &Attachment, desk: &mut Desk<'_>) -> Small {
    match desk.state.pictures.thumbs.entry(picture.id) {
        btree_map::Entry::Occupied(small) => small.get().clone(),
        btree_map::Entry::Vacant(place) => {
            place.insert(Small::Asked);
            desk.want(PageAction::Thumbnail(Box::new(picture.clone())));
            Small::Asked
        }
    }
}

fn thumb_ui(ui: &mut Ui, picture: &Attachment, desk: &mut Desk<'_>) {
    let small = small(picture, desk);
    let name = tr_args("page-picture-of", &[("caption", picture.name().into())]);
    if desk.state.pictures.is_covered(picture) {
        cover_ui(ui, picture, &name, desk);
        return;
    }
    let room = vec2(ui.available_width(), THUMB_HEIGHT_PT);
    match small {
        Small::Ready(texture) => {
            let drawn = ui.add(Button::image(Image::new(&texture).fit_to_exact_size(room)).frame(false));
            editor::name(&drawn, egui::Role::Button, &name);
            if drawn.on_hover_text(tr("page-enlarge")).clicked() {
                look_at(picture, desk);
            }
        }
        Small::Failed(why) => {
            ui.label(theme::small(ui, tr_args("page-picture-not-shown", &[("why", why.into())])));
        }
        Small::Asked => {
            let (rect, _) = ui.allocate_exact_size(vec2(room.x, 120.0), Sense::hover());
            ui.painter().rect_filled(rect, theme::CORNER, theme::palette(ui).shelf);
        }
    }
}

/// A covered picture: what it shows in words, and a button.
pub(super) fn cover_ui(ui: &mut Ui, picture: &Attachment, name: &str, desk: &mut Desk<'_>) {
    let colours = theme::palette(ui);
    egui::Frame::new().fill(colours.shelf).corner_radius(theme::CORNER).inner_margin(12).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::small(ui, tr("page-covered")));
        ui.label(theme::small(ui, &picture.content_note));
        let show = ui.button(tr("page-uncover"));
        let label = tr_args("page-uncover-of", &[("name", name.into())]);
        editor::name(&show, egui::Role::Button, &label);
        if show.clicked() {
            desk.state.pictures.uncovered.insert(picture.id);
        }
    });
}

/// Draws the dialog in which files are looked through before they are attached.
pub(super) fn attach_dialog(ctx: &Context, desk: &mut Desk<'_>) {
    let Some(mut attaching) = desk.state.pictures.attaching.take() else { return };
    let (mut attach, mut cancel, mut entered) = (false, false, false);
    let shown = Modal::new(Id::unique("page-attach")).frame(theme::dialog_frame(ctx)).show(ctx, |ui| {
        ui.set_width(620.0);
        ui.label(theme::dialog_title(tr("page-attach-title")));
        ui.label(theme::small(ui, tr("page-attach-explained")));
        ui.add_space(theme::SMALL_GAP);
        let mut removed = None;
        ScrollArea::vertical().id_salt("attaching").min_scrolled_height(380.0).max_height(380.0).show(ui, |ui| {
            ui.set_width(ui.available_width());
            for (at, picture) in attaching.pictures.iter_mut().enumerate() {
                ui.push_id(at, |ui| {
                    let take_focus = at == 0 && std::mem::take(&mut attaching.fresh);
                    let drawn = new_picture_ui(ui, attaching.entry, (at, take_focus), picture);
                    entered |= drawn.entered;
                    if drawn.removed {
                        removed = Some(at);
                    }
                });
            }
        });
        if let Some(at) = removed {
            attaching.pictures.remove(at);
        }
        if let Some(why) = &attaching.failed {
            ui.label(theme::strong(why));
        }
        ui.add_space(theme::GAP);
        row_from_right(ui, |ui| {
            let ready = !attaching.pictures.is_empty() && !attaching.sent && desk.view.read_only.is_none();
            let words = tr_args("page-attach-do", &[("count", attaching.pictures.len().into())]);
            attach = ui.add_enabled(ready, theme::primary_button(ui, &words)).clicked();
            cancel = ui.button(tr("page-cancel")).clicked();
            if attaching.sent {
                ui.label(theme::small(ui, tr("page-attaching")));
            }
        });
    });
    // Enter in a caption attaches, as in the other dialogs
    attach |= entered && !attaching.sent && !attaching.pictures.is_empty() && desk.can_write();
    if attach {
        desk.want(PageAction::Attach);
    }
    let closed = cancel || (shown.should_close() && !attaching.sent) || attaching.pictures.is_empty();
    if closed {
        desk.state.back_to_form();
    } else {
        desk.state.pictures.attaching = Some(attaching);
    }
}

/// What was done to a file that will be attached.
struct Looked {
    /// It is taken off the list.
    removed: bool,
    /// Enter was pressed in its caption.
    entered: bool,
}

/// One file that will be attached.
fn new_picture_ui(ui: &mut Ui, entry: EntryId, (at, take_focus): (usize, bool), picture: &mut NewPicture) -> Looked {
    let name = picture.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    ui.label(theme::strong(&name)).on_hover_text(picture.path.display().to_string());
    ui.horizontal(|ui| {
        let label = ui.label(theme::small(ui, super::words::history_field("role"))).id;
        ComboBox::from_id_salt(("new-picture-role", at))
            .selected_text(tr(&format!("role-{}", picture.role.term())))
            .show_ui(ui, |ui| {
                for role in Role::ALL {
                    ui.selectable_value(&mut picture.role, *role, tr(&format!("role-{}", role.term())));
                }
            })
            .response
            .labelled_by(label);
    });
    let looked = ui
        .horizontal(|ui| {
            let label = ui.label(theme::small(ui, super::words::history_field("caption"))).id;
            let width = Some((ui.available_width() - 130.0).max(80.0));
            let look = field::Look { rows: 1, width, ..field::Look::default() };
            let caption =
                field::bare(ui, ("new-picture", entry, &name, at), &mut picture.caption, look).labelled_by(label);
            if take_focus {
                caption.request_focus();
            }
            let remove = ui.button(tr("page-attach-remove"));
            let words = tr_args("page-attach-remove-of", &[("name", name.clone().into())]);
            editor::name(&remove, egui::Role::Button, &words);
            let entered = caption.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            Looked { removed: remove.clicked(), entered }
        })
        .inner;
    ui.add_space(theme::SMALL_GAP);
    looked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_name_says_what_a_picture_shows() {
        for (name, role) in [
            ("rkg_0049_front.tif", Role::Front),
            ("0049-recto.jpg", Role::Front),
            ("0049_b.jpg", Role::Back),
            ("R\u{fc}ckseite 3.png", Role::Back),
            ("P3 tattoo.jpg", Role::Tattoo),
            ("IMG_2041.jpg", Role::Other),
        ] {
            assert_eq!(role_of_name(name), role, "{name}");
        }
    }
}
