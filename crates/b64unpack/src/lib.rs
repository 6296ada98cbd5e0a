//! b64unpack
