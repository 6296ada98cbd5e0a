//! base64unpack
