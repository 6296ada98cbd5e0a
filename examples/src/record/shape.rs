//! The fields of what is printed: their names, and what stands in them.

/// A field of a record.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name in every format that has names.
    pub name: &'static str,
    /// What stands in it; any field may be null.
    pub shape: Shape,
}

/// What stands in a field.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A whole number of 64 bits.
    Whole,
    /// A number.
    Real,
    /// Yes or no.
    Truth,
    /// Text.
    Text,
    /// Several texts.
    Texts,
    /// An object.
    Object(&'static [Field]),
    /// Several objects.
    Objects(&'static [Field]),
}

/// A field of whole numbers.
#[must_use]
pub const fn whole(name: &'static str) -> Field {
    Field {
        name,
        shape: Shape::Whole,
    }
}

/// A field of numbers.
#[must_use]
pub const fn real(name: &'static str) -> Field {
    Field {
        name,
        shape: Shape::Real,
    }
}

/// A field of yes or no.
#[must_use]
pub const fn truth(name: &'static str) -> Field {
    Field {
        name,
        shape: Shape::Truth,
    }
}

/// A field of text.
#[must_use]
pub const fn text(name: &'static str) -> Field {
    Field {
        name,
        shape: Shape::Text,
    }
}

/// A field of several texts.
#[must_use]
pub const fn texts(name: &'static str) -> Field {
    Field {
        name,
        shape: Shape::Texts,
    }
}

/// A field of objects with these fields.
#[must_use]
pub const fn object(name: &'static str, fields: &'static [Field]) -> Field {
    Field {
        name,
        shape: Shape::Object(fields),
    }
}

/// A field of several objects with these fields.
#[must_use]
pub const fn objects(name: &'static str, fields: &'static [Field]) -> Field {
    Field {
        name,
        shape: Shape::Objects(fields),
    }
}
