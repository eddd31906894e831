//! What invoices and drafts of a subscription still have room for, and the credits that fit.

use billing::ids::{InvoiceId, SubscriptionId};
use billing::invoice::{CreditNote, DraftInvoice, Invoice, LineItem, LineTotal, Totals};
use billing::money::{Money, Rounding};
use billing::subscription::{LineCredit, part_of};
use billing::tax::LineTax;
use store::ReadTx;
use store::table::drafts::StoredDraft;
use store::table::invoices::StoredInvoice;

use crate::dto::invoices::DraftDto;
use crate::error::AppError;
use crate::invoices::read_draft::read_draft;
use crate::invoices::stored::load;
use crate::invoices::typed;

/// What a credit goes on: a credit note corrects an invoice, a line of its own lowers a draft.
pub(crate) enum Paper {
    Issued(Box<Invoice>),
    Draft(Box<StoredDraft>, Box<DraftDto>),
}

/// What is to be credited of a line, without tax, and the credit that it is the whole of.
pub(crate) struct Taken {
    pub(crate) at: usize,
    pub(crate) net: Money,
    pub(crate) whole: Option<LineCredit>,
}

/// An invoice or draft with what is left of it, and what is to be credited of that.
pub(crate) struct Room {
    pub(crate) id: InvoiceId,
    pub(crate) paper: Paper,
    pub(crate) content: DraftInvoice,
    pub(crate) totals: Totals,
    left_of_lines: Vec<Money>,
    /// Of the lines of the subscription together, without tax: what credits lowered is no room.
    left: Money,
    /// Of the whole, with tax, where a line with a lower tax may have more room than the whole.
    left_in_all: Option<Money>,
    pub(crate) taken: Vec<Taken>,
}

impl Room {
    fn of_issued(
        tx: &ReadTx<'_>,
        sub: &SubscriptionId,
        invoice: Box<Invoice>,
    ) -> Result<Self, AppError> {
        let (content, totals) = (invoice.content().clone(), invoice.totals().clone());
        let notes = tx.credit_notes().of_invoice(invoice.id())?;
        let id = invoice.id().clone();
        Self::new(sub, (id, Paper::Issued(invoice)), (content, totals), &notes)
    }

    fn of_draft(
        tx: &ReadTx<'_>,
        sub: &SubscriptionId,
        draft: Box<StoredDraft>,
    ) -> Result<Self, AppError> {
        let dto = typed::of_stored(&draft)?;
        let around = typed::surroundings(tx, &dto)?;
        let read = read_draft(&dto, typed::identity_of(&draft), &around);
        let totals = read.totals.ok_or_else(draft_unreadable)?;
        let id = draft.id.clone();
        let paper = Paper::Draft(draft, Box::new(dto));
        Self::new(sub, (id, paper), (read.draft, totals), &[])
    }

    fn new(
        sub: &SubscriptionId,
        (id, paper): (InvoiceId, Paper),
        (content, totals): (DraftInvoice, Totals),
        notes: &[CreditNote],
    ) -> Result<Self, AppError> {
        let nothing = Money::zero(content.currency);
        let mut left_of_lines: Vec<Money> = totals.lines.iter().map(|line| line.net).collect();
        for line in notes.iter().flat_map(|note| &note.lines) {
            if let Some(left) = left_of_lines.get_mut(line.line.saturating_sub(1)) {
                *left = left.try_sub(line.amount)?;
            }
        }
        let (mut own, mut all) = (nothing, nothing);
        for (line, left) in content.lines.iter().zip(&left_of_lines) {
            all = all.try_add(*left)?;
            if is_of(line, sub) {
                own = own.try_add(*left)?;
            }
        }
        let credited = Money::try_sum(notes.iter().map(|note| note.total), content.currency)?;
        let in_all = totals.total.try_sub(credited)?;
        Ok(Self {
            left: own.try_min(all)?,
            left_in_all: has_several_taxes(&content).then_some(in_all),
            id,
            paper,
            content,
            totals,
            left_of_lines,
            taken: Vec::new(),
        })
    }

    /// Takes what of an amount a line has left. The first is what was taken, the second what the
    /// line had left but the whole, which credits lowered, had not.
    pub(crate) fn take(
        &mut self,
        at: usize,
        net: Money,
        credit: Option<&LineCredit>,
    ) -> Result<(Money, Money), AppError> {
        let nothing = Money::zero(net.currency());
        let (Some(left), Some(line)) = (self.left_of_lines.get_mut(at), self.totals.lines.get(at))
        else {
            return Ok((nothing, nothing));
        };
        let wanted = net.try_min(*left)?;
        let given = wanted.try_min(self.left)?;
        let given = given.try_min(net_within(line, self.left_in_all)?.unwrap_or(given))?;
        if !given.is_positive() {
            return Ok((nothing, wanted));
        }
        *left = left.try_sub(given)?;
        self.left = self.left.try_sub(given)?;
        if let Some(left) = &mut self.left_in_all {
            *left = left.try_sub(with_tax(line, given)?)?;
        }
        self.taken.push(Taken {
            at,
            net: given,
            whole: credit.filter(|_| given == net).cloned(),
        });
        Ok((given, wanted.try_sub(given)?))
    }
}

/// The most of a line, without tax, that comes to no more than this with its tax.
fn net_within(line: &LineTotal, in_all: Option<Money>) -> Result<Option<Money>, AppError> {
    let Some(in_all) = in_all.filter(|_| !line.total.is_zero()) else {
        return Ok(None);
    };
    let (part, of) = (line.net.minor(), line.total.minor());
    Ok(Some(part_of(in_all, part, of, Rounding::Down)?))
}

fn with_tax(line: &LineTotal, net: Money) -> Result<Money, AppError> {
    if line.net.is_zero() {
        return Ok(net);
    }
    let (part, of) = (net.minor(), line.net.minor());
    Ok(part_of(line.total, part, of, Rounding::HalfUp)?)
}

fn has_several_taxes(content: &DraftInvoice) -> bool {
    let first = content.lines.first();
    let mut lines = content.lines.iter();
    lines.any(|line| first.is_some_and(|first| first.taxes != line.taxes))
}

pub(crate) fn is_of(line: &LineItem, sub: &SubscriptionId) -> bool {
    let source = line.source.as_deref();
    source.is_some_and(|source| source.subscription_id == *sub)
}

fn draft_unreadable() -> AppError {
    AppError::new(
        "draft_incomplete",
        "A draft that bills this subscription does not compute, so nothing can be credited on \
         it. Nothing was changed.",
        "Mend the draft first, or make the change without crediting unused time.",
    )
}

/// Invoices and drafts of a subscription that were looked at, each once.
pub(crate) struct Rooms<'a> {
    pub(crate) sub: &'a SubscriptionId,
    pub(crate) rooms: Vec<Room>,
}

impl<'a> Rooms<'a> {
    pub(crate) const fn new(sub: &'a SubscriptionId) -> Self {
        Self {
            sub,
            rooms: Vec::new(),
        }
    }

    /// The room of an invoice or draft; none for one that was voided.
    pub(crate) fn on(
        &mut self,
        tx: &ReadTx<'_>,
        id: &InvoiceId,
    ) -> Result<Option<&mut Room>, AppError> {
        if let Some(at) = self.rooms.iter().position(|room| room.id == *id) {
            return Ok(self.rooms.get_mut(at));
        }
        let room = match load(tx, id)? {
            StoredInvoice::Issued { settlement, .. } if settlement.voided_at.is_some() => {
                return Ok(None);
            }
            StoredInvoice::Issued { invoice, .. } => Room::of_issued(tx, self.sub, invoice)?,
            StoredInvoice::Draft(draft) => Room::of_draft(tx, self.sub, draft)?,
        };
        self.rooms.push(room);
        Ok(self.rooms.last_mut())
    }

    /// Puts what one has no room for on the others of the subscription, newest first: what lowered
    /// that one was billed on them. What is left then, without tax, was given back before, by
    /// credit notes that somebody wrote.
    pub(crate) fn spread(&mut self, tx: &ReadTx<'_>, mut rest: Rest) -> Result<Money, AppError> {
        let sub = self.sub;
        for billed in tx.billed_periods().of_subscription(sub)? {
            if !rest.net.is_positive() {
                break;
            }
            let Some(room) = self.on(tx, &billed.invoice_id)? else {
                continue;
            };
            let lines = room.content.lines.iter().enumerate();
            let of_it = lines.filter(|(_, line)| is_of(line, sub));
            let places: Vec<usize> = of_it.map(|(at, _)| at).collect();
            for at in places {
                rest.put_on(room, at)?;
            }
        }
        Ok(rest.net)
    }
}

/// What of a credit its own line has no room for.
pub(crate) struct Rest {
    net: Money,
    in_all: Money,
    taxes: Vec<LineTax>,
}

impl Rest {
    /// That much of a line, without tax.
    pub(crate) fn of(room: &Room, at: usize, net: Money) -> Result<Self, AppError> {
        let line = room.totals.lines.get(at);
        let in_all = line.map_or(Ok(net), |line| with_tax(line, net))?;
        let taxes = room.content.lines.get(at).map(|line| line.taxes.clone());
        let taxes = taxes.unwrap_or_default();
        Ok(Self { net, in_all, taxes })
    }

    /// A line of other taxes gives as much back with its tax, not without.
    fn put_on(&mut self, room: &mut Room, at: usize) -> Result<(), AppError> {
        let (Some(line), Some(total)) = (room.content.lines.get(at), room.totals.lines.get(at))
        else {
            return Ok(());
        };
        let total = total.clone();
        if line.taxes == self.taxes || total.total.is_zero() {
            let given = room.take(at, self.net, None)?.0;
            self.net = self.net.try_sub(given)?;
            self.in_all = self.in_all.try_sub(with_tax(&total, given)?)?;
            return Ok(());
        }
        let (part, of) = (total.net.minor(), total.total.minor());
        let wanted = part_of(self.in_all, part, of, Rounding::HalfUp)?;
        let given = room.take(at, wanted, None)?.0;
        let left = if given == wanted {
            Money::zero(wanted.currency())
        } else {
            self.in_all.try_sub(with_tax(&total, given)?)?
        };
        self.net = part_of(
            self.net,
            left.minor(),
            self.in_all.minor(),
            Rounding::HalfUp,
        )?;
        self.in_all = left;
        Ok(())
    }
}
