//! What the law wants printed on an invoice without tax, in the languages of the documents.

use crate::customer::Language;

/// What a line without tax is called on the invoice, in English, German, French and Spanish.
pub type Title = [&'static str; 4];

/// The customer owes the tax of a service.
pub const REVERSE_CHARGE: Title = [
    "Reverse charge",
    "Reverse Charge",
    "Autoliquidation",
    "Inversión del sujeto pasivo",
];
/// Goods that go to a business in another member state.
pub const INTRA_COMMUNITY: Title = [
    "Intra-Community supply",
    "Innergemeinschaftliche Lieferung",
    "Livraison intracommunautaire",
    "Entrega intracomunitaria",
];
/// It leaves, or its place is elsewhere.
pub const EXPORT: Title = ["Export", "Ausfuhr", "Exportation", "Exportación"];
/// The customer is exempt.
pub const EXEMPT: Title = ["Exempt", "Steuerfrei", "Exonéré", "Exento"];
/// The seller charges none.
pub const NO_VAT: Title = ["No VAT", "Keine USt", "Sans TVA", "Sin IVA"];

/// One of four texts by its language.
#[must_use]
pub const fn in_language(texts: [&'static str; 4], language: Language) -> &'static str {
    let [en, de, fr, es] = texts;
    match language {
        Language::En => en,
        Language::De => de,
        Language::Fr => fr,
        Language::Es => es,
    }
}

/// What a note says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// The customer owes the tax of a service.
    ReverseCharge,
    /// Goods that go to a business in another member state.
    IntraCommunity,
    /// Goods that leave the EU.
    ExportOfGoods,
    /// A service whose place is outside the EU; the articles that say so.
    OutsideScope(&'static str),
    /// What a seller outside the EU exports.
    Export,
    /// A seller of the EU who is not registered for VAT.
    SmallBusiness,
}

impl Note {
    /// The note in a language.
    #[must_use]
    pub fn in_language(self, language: Language) -> String {
        let text = in_language(self.texts(), language);
        match self {
            Self::OutsideScope(articles) => text.replace("{articles}", articles),
            _ => text.to_owned(),
        }
    }

    const fn texts(self) -> [&'static str; 4] {
        match self {
            Self::ReverseCharge => [
                "Reverse charge: VAT is owed by the recipient \
                 (Art. 44 and 196 Directive 2006/112/EC)",
                "Steuerschuldnerschaft des Leistungsempfängers (Reverse charge, \
                 Art. 44 und 196 Richtlinie 2006/112/EG)",
                "Autoliquidation : TVA due par le preneur \
                 (art. 44 et 196 de la directive 2006/112/CE)",
                "Inversión del sujeto pasivo (art. 44 y 196 de la Directiva 2006/112/CE)",
            ],
            Self::IntraCommunity => [
                "Intra-Community supply, exempt from VAT (Art. 138 Directive 2006/112/EC)",
                "Steuerfreie innergemeinschaftliche Lieferung (Art. 138 Richtlinie 2006/112/EG)",
                "Livraison intracommunautaire exonérée de TVA \
                 (art. 138 de la directive 2006/112/CE)",
                "Entrega intracomunitaria exenta de IVA (art. 138 de la Directiva 2006/112/CE)",
            ],
            Self::ExportOfGoods => [
                "Export, exempt from VAT (Art. 146 Directive 2006/112/EC)",
                "Steuerfreie Ausfuhrlieferung (Art. 146 Richtlinie 2006/112/EG)",
                "Exportation exonérée de TVA (art. 146 de la directive 2006/112/CE)",
                "Exportación exenta de IVA (art. 146 de la Directiva 2006/112/CE)",
            ],
            Self::OutsideScope(_) => [
                "Not subject to VAT: the place of supply is outside the EU \
                 ({articles} Directive 2006/112/EC)",
                "Nicht steuerbar: der Leistungsort liegt außerhalb der EU \
                 ({articles} Richtlinie 2006/112/EG)",
                "Non soumis à la TVA : lieu de prestation hors UE \
                 ({articles} de la directive 2006/112/CE)",
                "No sujeto al IVA: lugar de realización fuera de la UE \
                 ({articles} de la Directiva 2006/112/CE)",
            ],
            Self::Export => [
                "Export: no tax is charged",
                "Ausfuhr: es wird keine Steuer berechnet",
                "Exportation : aucune taxe n'est facturée",
                "Exportación: no se factura ningún impuesto",
            ],
            Self::SmallBusiness => [
                "No VAT is charged: the seller is not registered for VAT \
                 (Art. 284 Directive 2006/112/EC)",
                "Keine Umsatzsteuer: Kleinunternehmer (Art. 284 Richtlinie 2006/112/EG)",
                "TVA non applicable : franchise des petites entreprises \
                 (art. 284 de la directive 2006/112/CE)",
                "Sin IVA: franquicia de las pequeñas empresas \
                 (art. 284 de la Directiva 2006/112/CE)",
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reverse_charge_is_said_in_the_words_of_each_law() {
        // Art. 226 (11a): the words that each member state's invoices carry.
        let words = [
            (Language::En, "Reverse charge"),
            (
                Language::De,
                "Steuerschuldnerschaft des Leistungsempfängers",
            ),
            (Language::Fr, "Autoliquidation"),
            (Language::Es, "Inversión del sujeto pasivo"),
        ];
        for (language, word) in words {
            assert!(Note::ReverseCharge.in_language(language).contains(word));
        }
        let outside = Note::OutsideScope("Art. 44").in_language(Language::De);
        assert!(outside.contains("(Art. 44 Richtlinie"), "{outside}");
    }
}
