//! The life of a subscription: which state follows which, and what that entails. One table.
//!
//! | trigger | incomplete | trialing | active | past due | paused | unpaid | canceled |
//! |---|---|---|---|---|---|---|---|
//! | trial ends | – | active | – | – | – | – | – |
//! | payment succeeds | active | trialing | active | active | paused | active | canceled |
//! | payment fails | stays | stays | past due | stays | stays | stays | stays |
//! | gives up: past due | – | – | – | past due | – | – | – |
//! | gives up: unpaid | unpaid | – | – | unpaid | – | unpaid | – |
//! | gives up: pause | – | – | – | paused | – | – | – |
//! | gives up: cancel | canceled | – | – | canceled | – | canceled | – |
//! | pauses | – | – | paused | paused | – | – | – |
//! | resumes | – | – | – | – | active | – | – |
//! | cancels | canceled | canceled | canceled | canceled | canceled | canceled | – |
//!
//! A dash is an error that names both states.

use serde::{Deserialize, Serialize};

use super::subscription::SubscriptionState as State;

/// What becomes of a subscription after the last retry of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterRetries {
    /// It stays past due and goes on billing.
    #[default]
    PastDue,
    /// It bills nothing until what is due is paid.
    Unpaid,
    /// It rests until a person resumes it.
    Pause,
    /// It ends.
    Cancel,
}

/// What can happen to a subscription's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// The last day of the trial is over.
    TrialEnds,
    /// Everything that was due is paid.
    PaymentSucceeds,
    /// An invoice was not paid in time.
    PaymentFails,
    /// The last retry failed too, and the grace period is over.
    GivesUp(AfterRetries),
    /// Billing is to rest.
    Pauses,
    /// Billing is to go on.
    Resumes,
    /// It is to end.
    Cancels,
}

/// What a transition entails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Nothing: the state stays, or only its name changes.
    Nothing,
    /// It begins to bill.
    Begins,
    /// Billing rests.
    Rests,
    /// Billing goes on after a rest.
    GoesOn,
    /// It is over: nothing planned takes place any more.
    Ends,
}

/// A step of the state machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Transition {
    /// The state before.
    pub from: State,
    /// The state after.
    pub to: State,
    /// What it entails.
    pub effect: Effect,
}

/// Why a transition is impossible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a subscription that is {} cannot become {}; {}", from.name(), to.name(), from.way_out())]
pub struct TransitionError {
    /// Where it stands.
    pub from: State,
    /// Where it would go.
    pub to: State,
    /// What was to happen.
    pub trigger: Trigger,
}

/// The state that follows, and what that entails.
///
/// # Errors
/// [`TransitionError`] where the table of this module has a dash.
pub const fn transition(from: State, trigger: Trigger) -> Result<Transition, TransitionError> {
    use State::{Active, Canceled, Incomplete, PastDue, Paused, Trialing, Unpaid};
    let to = aim(from, trigger);
    let allowed = match (trigger, from) {
        (Trigger::TrialEnds, Trialing)
        | (Trigger::PaymentSucceeds | Trigger::PaymentFails, _)
        | (Trigger::GivesUp(_), PastDue)
        | (Trigger::GivesUp(AfterRetries::Unpaid | AfterRetries::Cancel), Incomplete | Unpaid)
        | (Trigger::Pauses, Active | PastDue)
        | (Trigger::Resumes, Paused) => true,
        (Trigger::Cancels, from) => !matches!(from, Canceled),
        _ => false,
    };
    if !allowed {
        return Err(TransitionError { from, to, trigger });
    }
    let effect = entailed(from, to);
    Ok(Transition { from, to, effect })
}

/// Where a trigger leads; for a payment, that depends on where the subscription stands.
const fn aim(from: State, trigger: Trigger) -> State {
    match (trigger, from) {
        (Trigger::PaymentSucceeds, State::Incomplete | State::PastDue | State::Unpaid)
        | (Trigger::TrialEnds | Trigger::Resumes, _) => State::Active,
        (Trigger::PaymentFails, State::Active) | (Trigger::GivesUp(AfterRetries::PastDue), _) => {
            State::PastDue
        }
        (Trigger::PaymentSucceeds | Trigger::PaymentFails, from) => from,
        (Trigger::GivesUp(AfterRetries::Unpaid), _) => State::Unpaid,
        (Trigger::Pauses | Trigger::GivesUp(AfterRetries::Pause), _) => State::Paused,
        (Trigger::Cancels | Trigger::GivesUp(AfterRetries::Cancel), _) => State::Canceled,
    }
}

const fn entailed(from: State, to: State) -> Effect {
    match (from, to) {
        (State::Incomplete | State::Trialing, State::Active) => Effect::Begins,
        (State::Paused | State::Unpaid, State::Active) => Effect::GoesOn,
        (State::Canceled, State::Canceled)
        | (State::Unpaid, State::Unpaid)
        | (State::Paused, State::Paused) => Effect::Nothing,
        (_, State::Canceled) => Effect::Ends,
        (_, State::Paused | State::Unpaid) => Effect::Rests,
        _ => Effect::Nothing,
    }
}

impl State {
    /// The state in words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Incomplete => "incomplete",
            Self::Trialing => "in its trial",
            Self::Active => "active",
            Self::PastDue => "past due",
            Self::Paused => "paused",
            Self::Unpaid => "unpaid",
            Self::Canceled => "canceled",
        }
    }

    /// What a person can do to leave the state.
    #[must_use]
    pub const fn way_out(self) -> &'static str {
        match self {
            Self::Incomplete => "its first invoice has to be paid first",
            Self::Trialing => "wait for the end of the trial, or cancel it",
            Self::Active => "it goes on as it is",
            Self::PastDue | Self::Unpaid => "what is due has to be paid first",
            Self::Paused => "resume it first",
            Self::Canceled => "start a new one instead",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::State::{Active, Canceled, Incomplete, PastDue, Paused, Trialing, Unpaid};
    use super::*;

    const ALL: [State; 7] = [
        Incomplete, Trialing, Active, PastDue, Paused, Unpaid, Canceled,
    ];

    /// The rows of the module's table: for each trigger, what follows each state of `ALL`.
    fn table() -> Vec<(Trigger, [Option<State>; 7])> {
        let (a, p, c) = (Some(Active), Some(PastDue), Some(Canceled));
        let (u, z, i) = (Some(Unpaid), Some(Paused), Some(Incomplete));
        let t = Some(Trialing);
        let gives_up = Trigger::GivesUp;
        vec![
            (Trigger::TrialEnds, [None, a, None, None, None, None, None]),
            (Trigger::PaymentSucceeds, [a, t, a, a, z, a, c]),
            (Trigger::PaymentFails, [i, t, p, p, z, u, c]),
            (
                gives_up(AfterRetries::PastDue),
                [None, None, None, p, None, None, None],
            ),
            (
                gives_up(AfterRetries::Unpaid),
                [u, None, None, u, None, u, None],
            ),
            (
                gives_up(AfterRetries::Pause),
                [None, None, None, z, None, None, None],
            ),
            (
                gives_up(AfterRetries::Cancel),
                [c, None, None, c, None, c, None],
            ),
            (Trigger::Pauses, [None, None, z, z, None, None, None]),
            (Trigger::Resumes, [None, None, None, None, a, None, None]),
            (Trigger::Cancels, [c, c, c, c, c, c, None]),
        ]
    }

    #[test]
    fn every_state_and_trigger_does_what_the_table_says() {
        for (trigger, row) in table() {
            for (from, to) in ALL.into_iter().zip(row) {
                let after = transition(from, trigger).ok().map(|step| step.to);
                assert_eq!(after, to, "{from:?} {trigger:?}");
            }
        }
    }

    #[test]
    fn an_impossible_transition_names_both_states() {
        let refused = transition(Canceled, Trigger::Resumes).unwrap_err();
        let said = "a subscription that is canceled cannot become active; \
                    start a new one instead";
        assert_eq!(refused.to_string(), said);
    }

    #[test]
    fn what_a_transition_entails_follows_from_both_states() {
        let effect = |from, trigger| transition(from, trigger).unwrap().effect;
        assert_eq!(effect(Trialing, Trigger::TrialEnds), Effect::Begins);
        assert_eq!(effect(Active, Trigger::Pauses), Effect::Rests);
        assert_eq!(effect(Unpaid, Trigger::PaymentSucceeds), Effect::GoesOn);
        assert_eq!(effect(PastDue, Trigger::PaymentSucceeds), Effect::Nothing);
        assert_eq!(effect(Paused, Trigger::Cancels), Effect::Ends);
    }
}
