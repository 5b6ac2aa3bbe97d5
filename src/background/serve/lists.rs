//! The list in the middle of the window: its beginning at once, the whole of it when nothing else waits.

use super::{Desk, Errand, none_open};
use crate::background::answer::Answer;
use crate::background::request::Token;
use crate::catalogue::{Beginning, ListQuery};
use crate::error::Result;

/// Rows of a list that are told before the whole of it.
const FIRST_ROWS: usize = 256;
/// At most so many values are offered for a field of a query.
pub(super) const VALUES: usize = 12;

impl Desk {
    /// The beginning of a list; the rest comes when nothing else waits.
    pub(super) fn shown_list(&mut self, query: ListQuery, token: Token) -> Result<()> {
        let catalogue = self.catalogue.as_ref().ok_or_else(none_open)?;
        let Beginning { rows, has_more } = catalogue.list_first(&query, FIRST_ROWS)?;
        let lines = catalogue.rows(&rows)?;
        self.replies.send(Answer::ListBegun { token, rows: rows.into(), lines, has_more });
        if has_more {
            // this thread reads its errands until the program ends
            let _ = self.errands.send(Errand::RestOfList(query, token));
        }
        Ok(())
    }

    /// The whole of a list.
    pub(super) fn rest_of_list(&mut self, query: &ListQuery, token: Token) -> Result<()> {
        let rows = self.catalogue()?.list(query)?.into();
        self.replies.send(Answer::List { token, rows });
        Ok(())
    }
}
