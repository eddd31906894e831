//! `billfold usage statement`: a customer's month, calculated now or as it was kept.

use app::dto::money::MoneyDto;
use app::dto::statements::{
    KeptStatementDto, KeptStatementList, KeptStatementRequest, KeptStatementsRequest,
    StatementDifference, StatementDto, StatementMeterLine, StatementPeriod, StatementPlanLine,
    StatementRequest, StatementSubscription, StatementTotalsDto, StatementUsage, StatementView,
};
use clap::Args;

use crate::door::Door;
use crate::failure::Failure;
use crate::money::Exponents;
use crate::table::{facts, parts, table};

/// Whose month.
#[derive(Debug, Args)]
#[command(after_help = "\
Every billing period that begins in the month counts, before discounts and tax. Calculated again,
a month shows what differs from the newest that was kept.")]
pub struct Statement {
    /// Id of the customer
    customer: String,
    /// The month, like 2026-10
    #[arg(long)]
    month: String,
    /// Keep it as calculated now; it is never edited
    #[arg(long, conflicts_with = "kept")]
    keep: bool,
    /// Show the newest that was kept, as it was calculated then
    #[arg(long)]
    kept: bool,
}

impl Statement {
    pub fn run(&self, door: &Door) -> Result<String, Failure> {
        if self.kept {
            return self.newest_kept(door);
        }
        let request = StatementRequest {
            customer_id: self.customer.clone(),
            month: self.month.clone(),
        };
        if self.keep {
            let answer = door.ask("usage.keep_statement", request)?;
            return door.show(answer, |kept: &KeptStatementDto, money| {
                View { money }.of_kept(kept)
            });
        }
        let answer = door.ask("usage.statement", request)?;
        door.show(answer, |view: &StatementView, money| {
            View { money }.of_view(view)
        })
    }

    fn newest_kept(&self, door: &Door) -> Result<String, Failure> {
        let request = KeptStatementsRequest {
            customer_id: self.customer.clone(),
            month: self.month.clone(),
            limit: 1,
        };
        let list: KeptStatementList = door.get("usage.kept_statements", request)?;
        let Some(newest) = list.rows.first() else {
            return Ok(format!(
                "No statement of {} is kept; --keep keeps one.",
                self.month
            ));
        };
        let request = KeptStatementRequest { id: newest.id };
        let answer = door.ask("usage.kept_statement", request)?;
        door.show(answer, |kept: &KeptStatementDto, money| {
            View { money }.of_kept(kept)
        })
    }
}

/// Statements as text, with amounts in the way of their currencies.
struct View<'a> {
    money: &'a Exponents,
}

impl View<'_> {
    fn of_kept(&self, kept: &KeptStatementDto) -> String {
        let said = format!("Kept as statement {} at {}.", kept.id, kept.kept_at);
        parts(&[self.shown(&kept.statement), said])
    }

    fn of_view(&self, view: &StatementView) -> String {
        let kept = view.kept.first().map(|newest| {
            let differs = match view.differences.len() {
                0 => "with the same figures.".to_owned(),
                _ => "with other figures:".to_owned(),
            };
            let said = format!(
                "Kept as statement {} at {}, {differs}",
                newest.id, newest.kept_at
            );
            match view.differences.is_empty() {
                true => said,
                false => format!("{said}\n{}", self.differing(&view.differences)),
            }
        });
        parts(&[self.shown(&view.statement), kept.unwrap_or_default()])
    }

    fn differing(&self, all: &[StatementDifference]) -> String {
        let amount = |amount: &Option<MoneyDto>| {
            amount
                .as_ref()
                .map_or_else(|| "–".to_owned(), |amount| self.money.amount(amount))
        };
        let rows = all
            .iter()
            .map(|one| vec![one.what.clone(), amount(&one.kept), amount(&one.now)]);
        table(&["Figure", ">Kept", ">Now"], rows.collect())
    }

    fn shown(&self, statement: &StatementDto) -> String {
        let head = facts(&[
            ("Statement", statement.month.clone()),
            ("Customer", statement.customer_name.clone()),
            ("Calculated", statement.calculated_at.clone()),
        ]);
        let mut all = vec![head];
        if statement.subscriptions.is_empty() {
            all.push("The customer has no subscription in this month.".to_owned());
        }
        for sub in &statement.subscriptions {
            all.extend(self.of_subscription(sub));
        }
        for totals in &statement.totals {
            let title = format!("Month in {}", totals.total.currency);
            all.push(format!("{title}\n{}", self.sums(totals)));
        }
        parts(&all)
    }

    fn of_subscription(&self, sub: &StatementSubscription) -> Vec<String> {
        let mut all: Vec<String> = sub
            .periods
            .iter()
            .map(|period| self.of_period(&sub.plan, period))
            .collect();
        if !sub.note.is_empty() {
            all.push(format!("{}: {}", sub.plan, sub.note));
        }
        all
    }

    fn of_period(&self, plan: &str, period: &StatementPeriod) -> String {
        let state = match period.state.as_str() {
            "over" => "",
            "running" => ", with what is used by now",
            _ => ", to come",
        };
        let title = format!(
            "{plan}, {} to {}{state}",
            period.period_start, period.period_end
        );
        let mut lines: Vec<Vec<String>> = Vec::new();
        for line in &period.plan {
            self.plan_rows(&mut lines, line);
        }
        for (section, metered) in [("overage", &period.overage), ("own terms", &period.custom)] {
            for line in metered {
                self.meter_rows(&mut lines, section, line);
            }
        }
        let amounts = table(&["", ">Amount"], lines);
        let amounts = amounts
            .split_once('\n')
            .map_or(String::new(), |(_, rows)| rows.to_owned());
        let used = period.usage.iter().map(usage_row).collect();
        let used = match period.usage.is_empty() {
            true => String::new(),
            false => table(&["Usage", ">Used", ">Of"], used),
        };
        let sums = format!("{}\n{}", self.sums(&period.totals), period.billing);
        parts(&[format!("{title}\n{amounts}"), used, sums])
    }

    fn plan_rows(&self, rows: &mut Vec<Vec<String>>, line: &StatementPlanLine) {
        rows.push(vec![line.name.clone(), self.money.amount(&line.amount)]);
        for step in &line.steps {
            rows.push(vec![format!("  {}: {}", step.label, step.value)]);
        }
    }

    fn meter_rows(&self, rows: &mut Vec<Vec<String>>, section: &str, line: &StatementMeterLine) {
        let what = format!(
            "{} ({section}): {} {} used, {} included",
            line.name, line.used, line.unit, line.included
        );
        rows.push(vec![what, self.money.amount(&line.amount)]);
        for step in &line.steps {
            rows.push(vec![format!("  {}: {}", step.label, step.value)]);
        }
    }

    fn sums(&self, totals: &StatementTotalsDto) -> String {
        let rows = [
            ("Plan", &totals.plan_cost),
            ("Overage", &totals.overage_cost),
            ("Own terms", &totals.custom_cost),
            ("Total", &totals.total),
        ];
        let rows = rows.map(|(name, amount)| vec![name.to_owned(), self.money.amount(amount)]);
        table(&["Sums", ">Amount"], rows.to_vec())
    }
}

fn usage_row(usage: &StatementUsage) -> Vec<String> {
    let most = usage.most.clone();
    vec![
        usage.name.clone(),
        usage.used.clone(),
        most.unwrap_or_else(|| "unlimited".to_owned()),
    ]
}
