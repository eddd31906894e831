//! Adoption: who uses what, how much of what they pay for, and how plans differ in it.

mod breadth;
mod efficiency;
mod plans;
mod shares;

pub use breadth::{Adoption, CustomerAdoption, MeterAdoption, UseDay, adoption};
pub use efficiency::{Efficiency, MeterMonth, efficiency};
pub use plans::{CustomerMonth, PlanUse, compare_plans};
pub use shares::{Behaviour, Share, behaviour};
