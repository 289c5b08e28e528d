//! The `pressmark` program: a thin shell around the library.

fn main() -> std::process::ExitCode {
    pressmark::cli::run()
}
