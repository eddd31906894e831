//! The TypeScript of every use case's request and response, made from the registry.

use std::collections::BTreeMap;

use ts_rs::{Config, TS, TypeVisitor};

use crate::error::AppError;
use crate::events::AppEvent;
use crate::registry::USE_CASES;

/// The declarations collected so far, by name.
#[derive(Debug, Default)]
pub struct Types {
    declarations: BTreeMap<String, String>,
}

impl Types {
    /// Adds a type and all it is made of; returns its name.
    pub fn add<T: TS + 'static + ?Sized>(&mut self) -> String {
        let config = Config::default();
        let name = T::name(&config);
        if T::output_path().is_some() && !self.declarations.contains_key(&name) {
            let docs = T::docs().unwrap_or_default();
            let declaration = format!("{docs}export {}\n", T::decl(&config));
            self.declarations.insert(name.clone(), declaration);
            T::visit_dependencies(self);
        }
        name
    }
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.add::<T>();
    }
}

/// The whole bindings file: types, the map of commands, and their names.
pub fn typescript() -> String {
    let mut types = Types::default();
    types.add::<AppError>();
    types.add::<AppEvent>();
    types.add::<crate::events::AppEvent>();
    let mut commands = String::new();
    for use_case in USE_CASES {
        let (request, response) = (use_case.types)(&mut types);
        commands.push_str(&format!(
            "  /** {} */\n  \"{}\": {{ request: {request}; response: {response} }};\n",
            use_case.summary, use_case.name
        ));
    }
    let declarations: Vec<String> = types.declarations.into_values().collect();
    format!(
        "// Made by `cargo xtask bindings` from the registry of use cases; do not edit.\n\n{}\n\
         /** Every use case with its request and response. */\n\
         export interface Commands {{\n{commands}}}\n",
        declarations.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_event_is_in_the_bindings() {
        let text = typescript();
        for use_case in USE_CASES {
            assert!(text.contains(&format!("\"{}\": {{ request: ", use_case.name)));
        }
        assert!(text.contains("export type AppEvent = "));
        assert!(text.contains("\"ledger-changed\""));
    }
}
