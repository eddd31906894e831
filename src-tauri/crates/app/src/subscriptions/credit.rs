//! Unused time that comes back: a credit note on an issued invoice, a line on one still drafted.

use std::collections::BTreeMap;

use billing::ids::SubscriptionId;
use billing::money::{Money, Rounding};
use billing::subscription::{LineCredit, part_of};
use store::table::drafts::StoredDraft;
use store::{ReadTx, WriteTx};

use super::ground::Ground;
use super::owed::ENTIRE;
use super::place::BilledTime;
use super::room::{Paper, Rest, Room, Rooms, Taken};
use crate::context::App;
use crate::credit_notes::issue::issue_in;
use crate::credit_notes::preview::sketch;
use crate::dto::credit_notes::{CreditLineInput, CreditRequest};
use crate::dto::invoices::{DraftDto, LineDto};
use crate::error::AppError;
use crate::invoices::read_draft::read_draft;
use crate::invoices::typed;

const REASON: &str = "Unused time of a subscription";

/// What comes back, to be told before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Credited {
    /// A draft is lowered by so much.
    Draft(Money),
    /// A credit note of so much is issued.
    Issued(Money),
    /// So much, without tax, was given back before by credit notes that somebody wrote.
    Before(Money),
}

impl Credited {
    /// What comes back now.
    pub(crate) const fn amount(&self) -> Option<Money> {
        match self {
            Self::Draft(amount) | Self::Issued(amount) => Some(*amount),
            Self::Before(_) => None,
        }
    }

    pub(crate) const fn is_draft(&self) -> bool {
        matches!(self, Self::Draft(_))
    }
}

/// Every draft and invoice that comes to less, drafts first.
pub(crate) fn amounts(
    app: &App,
    tx: &ReadTx<'_>,
    ground: &Ground,
    (sub, credits): (&SubscriptionId, &[LineCredit]),
) -> Result<Vec<Credited>, AppError> {
    let placed = placed(tx, ground, (sub, credits))?;
    let mut amounts = Vec::new();
    for lowered in placed.drafts()? {
        let (before, after) = (lowered.stored.total, total_of(tx, &lowered)?);
        amounts.push(Credited::Draft(before.try_sub(after)?));
    }
    for request in placed.requests() {
        let note = sketch(app, tx, &request)?.1;
        amounts.push(Credited::Issued(note.total));
    }
    if placed.given_before.is_positive() {
        amounts.push(Credited::Before(placed.given_before));
    }
    Ok(amounts)
}

/// Issues the credit notes, and lowers the drafts.
pub(crate) fn save(
    app: &App,
    tx: &WriteTx<'_>,
    ground: &Ground,
    (sub, credits): (&SubscriptionId, &[LineCredit]),
) -> Result<(), AppError> {
    let placed = placed(tx, ground, (sub, credits))?;
    for Lowered { stored, dto } in placed.drafts()? {
        let mut identity = typed::identity_of(stored);
        identity.updated_at = ground.now;
        identity.revision = stored.revision.saturating_add(1);
        typed::save(tx, &dto, identity, Some(stored.revision))?;
    }
    for request in placed.requests() {
        issue_in(app, tx, &request)?;
    }
    Ok(())
}

/// A draft with the credits on it as lines of their own.
struct Lowered<'a> {
    stored: &'a StoredDraft,
    dto: DraftDto,
}

/// What a lowered draft comes to.
fn total_of(tx: &ReadTx<'_>, lowered: &Lowered<'_>) -> Result<Money, AppError> {
    let around = typed::surroundings(tx, &lowered.dto)?;
    let read = read_draft(&lowered.dto, typed::identity_of(lowered.stored), &around);
    Ok(read
        .totals
        .map_or(lowered.stored.total, |totals| totals.total))
}

/// Credits on the invoices and drafts that have room for them.
struct Placed {
    rooms: Vec<Room>,
    given_before: Money,
}

/// Each credit is on the line that billed its time. What credits of its own lowered there was
/// billed elsewhere, and is given back there; no more ever comes back than was billed and not
/// given back yet.
fn placed(
    tx: &ReadTx<'_>,
    ground: &Ground,
    (sub, credits): (&SubscriptionId, &[LineCredit]),
) -> Result<Placed, AppError> {
    let mut rooms = Rooms::new(sub);
    let mut rests: Vec<Rest> = Vec::new();
    for credit in credits {
        let Some(room) = rooms.on(tx, &credit.invoice_id)? else {
            continue;
        };
        let time = BilledTime::of_credit(sub, credit);
        let Some(at) = time.place_in(&room.content.lines) else {
            return Err(not_found(room, credit));
        };
        let net = net_of(room, at, credit.amount, ground.business.rounding)?;
        let rest = room.take(at, net, Some(credit))?.1;
        rests.push(Rest::of(room, at, rest)?);
    }
    let currency = credits.first().map(|credit| credit.amount.currency());
    let mut given_before = Money::zero(currency.unwrap_or(ground.business.currency));
    for rest in rests {
        given_before = given_before.try_add(rooms.spread(tx, rest)?)?;
    }
    let rooms = rooms.rooms;
    Ok(Placed {
        rooms,
        given_before,
    })
}

impl Placed {
    fn drafts(&self) -> Result<Vec<Lowered<'_>>, AppError> {
        let rooms = self.rooms.iter().filter(|room| !room.taken.is_empty());
        let drafts = rooms.filter_map(|room| match &room.paper {
            Paper::Draft(stored, dto) => Some(lowered(room, stored, dto)),
            Paper::Issued(_) => None,
        });
        drafts.collect()
    }

    /// The credit notes that are due.
    fn requests(&self) -> Vec<CreditRequest> {
        let rooms = self.rooms.iter().filter(|room| !room.taken.is_empty());
        let issued = rooms.filter(|room| matches!(room.paper, Paper::Issued(_)));
        issued.map(request).collect()
    }
}

fn lowered<'a>(
    room: &Room,
    stored: &'a StoredDraft,
    dto: &DraftDto,
) -> Result<Lowered<'a>, AppError> {
    let mut dto = dto.clone();
    for taken in &room.taken {
        let billed = dto.lines.get(taken.at).cloned().unwrap_or_default();
        let line = credit_line(billed, room, taken)?;
        dto.lines.push(line);
    }
    Ok(Lowered { stored, dto })
}

fn request(room: &Room) -> CreditRequest {
    let mut nets: BTreeMap<usize, Money> = BTreeMap::new();
    for taken in &room.taken {
        let so_far = nets.get(&taken.at).copied();
        let sum = so_far.map_or(Ok(taken.net), |so_far| so_far.try_add(taken.net));
        nets.insert(taken.at, sum.unwrap_or(taken.net));
    }
    let lines = nets.into_iter().map(|(at, net)| CreditLineInput {
        line: u32::try_from(at.saturating_add(1)).unwrap_or(u32::MAX),
        amount: net.to_major_string(),
    });
    CreditRequest {
        invoice_id: room.id.to_string(),
        full: false,
        lines: lines.collect(),
        reason: "order_change".to_owned(),
        reason_text: REASON.to_owned(),
    }
}

/// The net part of an amount of a line whose price may include tax.
fn net_of(room: &Room, at: usize, amount: Money, rounding: Rounding) -> Result<Money, AppError> {
    let Some((billed, net)) = including_tax(room, at)? else {
        return Ok(amount);
    };
    Ok(part_of(net, amount.minor(), billed.minor(), rounding)?)
}

/// What was taken of a line, as its price says it.
fn priced(room: &Room, taken: &Taken) -> Result<Money, AppError> {
    if let Some(credit) = &taken.whole {
        return Ok(credit.amount);
    }
    let Some((billed, net)) = including_tax(room, taken.at)? else {
        return Ok(taken.net);
    };
    let (part, of) = (taken.net.minor(), net.minor());
    Ok(part_of(billed, part, of, Rounding::HalfUp)?)
}

/// What a line was billed at and its net, where its price includes tax.
fn including_tax(room: &Room, at: usize) -> Result<Option<(Money, Money)>, AppError> {
    let Some(line) = room.totals.lines.get(at) else {
        return Ok(None);
    };
    let billed = line.subtotal.try_sub(line.discount)?;
    let includes = room.content.tax_inclusive && !billed.is_zero() && !line.net.is_zero();
    Ok(includes.then_some((billed, line.net)))
}

fn not_found(room: &Room, credit: &LineCredit) -> AppError {
    let which = match &room.paper {
        Paper::Issued(invoice) => invoice.number(),
        Paper::Draft(..) => "The draft",
    };
    AppError::new(
        "billed_line_not_found",
        format!(
            "{which} has no line for the time from {} to {}, so nothing can be credited on it. \
             Nothing was changed.",
            credit.span.start, credit.span.end
        ),
        "Make the change without crediting unused time, and write a credit note by hand.",
    )
}

/// The line that lowers a draft. A part of a credit has no fraction, which would say too much.
fn credit_line(billed: LineDto, room: &Room, taken: &Taken) -> Result<LineDto, AppError> {
    let whole = taken.whole.as_ref();
    let amount = priced(room, taken)?;
    let start = whole.map(|credit| credit.span.start.to_string());
    let end = whole.map(|credit| credit.span.end.to_string());
    let source = billed
        .source
        .map(|source| crate::dto::invoices::LineSourceDto {
            kind: "credit".to_owned(),
            fraction: whole
                .filter(|credit| credit.fraction != ENTIRE)
                .map(|credit| credit.fraction.to_string()),
            steps: Vec::new(),
            ..source
        });
    Ok(LineDto {
        description: format!("Unused time: {}", billed.description),
        quantity: "1".to_owned(),
        unit: String::new(),
        unit_amount: amount.try_neg()?.to_major_string(),
        discount_pct: String::new(),
        discount_amount: String::new(),
        service_start: start.or_else(|| billed.service_start.clone()),
        service_end: end.or_else(|| billed.service_end.clone()),
        source,
        ..billed
    })
}
