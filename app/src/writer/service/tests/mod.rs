//! Tasks, writing, saving and review on a real database.

mod contents;
mod deleting;
mod desk;
mod merged;
mod put_off;
mod review;
mod saving;
mod stopping;
mod tasks;
mod watched;
mod writing;
