//! iocextract
