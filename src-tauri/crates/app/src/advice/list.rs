//! `advice.list`: by when to look at it, with what was answered.

use std::collections::HashMap;

use billing::customer::Customer;
use store::ReadTx;
use store::table::advice::AnsweredAdvice;
use store::table::advice_answers::KeptAnswer;

use super::answer::{Answer, Facts, Today};
use super::find::of_customer;
use super::offers::Offers;
use super::refresh::{Kept, rank, refresh_some, waiting};
use crate::context::App;
use crate::customers::detail::load_customer;
use crate::dto::advice::{AdviceAnswerDto, AdviceDto, AdviceList, AdviceRequest};
use crate::error::AppError;
use crate::listing::window;

/// The latest of the urgencies.
const LATER: u8 = 2;

/// Of one customer computed now; of all of them as it is kept, after the first few that changed
/// were looked at.
pub fn list(app: &App, request: AdviceRequest) -> Result<AdviceList, AppError> {
    let (_, limit) = window(0, request.limit);
    let customer = request.customer_id.trim();
    if !customer.is_empty() {
        return app.read(|tx| {
            let customer = load_customer(tx, customer).map_err(|e| e.at("customer_id"))?;
            let offers = Offers::load(app, tx)?;
            of_one(app, tx, &offers, &customer)
        });
    }
    refresh_some(app)?;
    app.read(|tx| {
        let offers = Offers::load(app, tx)?;
        let mut list = AdviceList {
            waiting: waiting(tx, &offers)?,
            ..AdviceList::default()
        };
        let mut left = limit;
        tx.advice().each(LATER, |kept| {
            if let Some(advice) = open(kept, &offers.today) {
                list.add(advice);
                left = left.saturating_sub(1);
            }
            left > 0
        })?;
        Ok(list)
    })
}

/// As it is kept; one that cannot be read any more is left out.
pub(super) fn open(kept: AnsweredAdvice, today: &Today) -> Option<AdviceDto> {
    let Kept { mut advice, facts } = serde_json::from_value(kept.advice.body).ok()?;
    let answer = kept.answer.and_then(|answer| read(&answer));
    advice.answer = standing(answer.as_ref(), &facts, today);
    Some(advice)
}

pub(super) fn read(answer: &KeptAnswer) -> Option<Answer> {
    serde_json::from_value(answer.body.clone()).ok()
}

fn standing(answer: Option<&Answer>, facts: &Facts, today: &Today) -> Option<AdviceAnswerDto> {
    let holds = |answer: &&Answer| answer.holds(facts, today);
    answer.filter(holds).map(Answer::to_dto)
}

/// Everything for one customer, with its facts.
pub(super) fn with_facts(
    app: &App,
    tx: &ReadTx<'_>,
    offers: &Offers,
    customer: &Customer,
) -> Result<(Vec<(AdviceDto, Facts)>, AdviceList), AppError> {
    let answers = tx.advice_answers().of_customer(&customer.id)?;
    let answers: HashMap<String, Answer> = answers
        .iter()
        .filter_map(|answer| Some((answer.key.clone(), read(answer)?)))
        .collect();
    let mut list = AdviceList::default();
    let mut all = Vec::new();
    for advised in of_customer(app, tx, offers, customer)? {
        list.too_young.extend(advised.wait);
        all.extend(advised.advice);
    }
    all.sort_by_key(|(advice, facts)| (facts.urgency, rank(facts), advice.key.clone()));
    for (advice, facts) in &mut all {
        advice.answer = standing(answers.get(&advice.key), facts, &offers.today);
    }
    Ok((all, list))
}

fn of_one(
    app: &App,
    tx: &ReadTx<'_>,
    offers: &Offers,
    customer: &Customer,
) -> Result<AdviceList, AppError> {
    let (all, mut list) = with_facts(app, tx, offers, customer)?;
    for (advice, _) in all {
        list.add(advice);
    }
    Ok(list)
}

impl AdviceList {
    fn add(&mut self, advice: AdviceDto) {
        let group = match (&advice.answer, advice.urgency.as_str()) {
            (Some(_), _) => &mut self.answered,
            (None, "now") => &mut self.now,
            (None, "next") => &mut self.next,
            (None, _) => &mut self.later,
        };
        group.push(advice);
    }
}
