//! The registry over loopback HTTP: what the journeys through the UI in a browser talk to.

pub mod loopback;

mod answer;
mod events;
mod guard;
mod pages;
mod places;
