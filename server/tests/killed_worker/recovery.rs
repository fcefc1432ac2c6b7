//! How long the jobs of killed workers lie before others may take them up again, and until one has.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use uuid::Uuid;

/// What the product promises, counted from the kill while another worker runs: the job is free for whoever has room.
const PROMISED: Duration = Duration::from_secs(45);

/// A job, and the number of the claim that it is worked on under.
pub type Claim = (Uuid, i32);

/// The claims of one moment.
pub struct Claims {
    /// Of every job at work, also of those whose worker is dead.
    pub at_work: HashSet<Claim>,
    /// Those of them that the queue keeps for their worker: nobody else is given the job.
    pub kept: HashSet<Claim>,
}

/// What became of the jobs that killed workers left.
#[derive(Default)]
pub struct Recovery {
    kept: Lying,
    at_work: Lying,
}

impl Recovery {
    /// Notes what lies after a kill at this moment.
    pub fn note_kill(&mut self, at: Instant, claims: &Claims) {
        self.kept.note_kill(at, &claims.kept);
        self.at_work.note_kill(at, &claims.at_work);
    }

    /// Looks at what still lies.
    pub fn look(&mut self, claims: &Claims) {
        self.kept.look(&claims.kept);
        self.at_work.look(&claims.at_work);
    }

    /// Says how long jobs lay; none may have been kept for a dead worker for longer than is promised. When one is taken
    /// up again depends on the work before it as well.
    pub fn expect_as_promised(&self) {
        let (kept, at_work) = (self.kept.longest, self.at_work.longest);
        eprintln!("jobs of killed workers were free again after at most {:.1} s", kept.as_secs_f64());
        eprintln!("and taken up again after at most {:.1} s", at_work.as_secs_f64());
        assert!(kept <= PROMISED, "a job was kept for a killed worker for {kept:?}, longer than {PROMISED:?}");
    }
}

/// Claims of killed workers, and how long the longest of them lay.
#[derive(Default)]
struct Lying {
    /// What still lies, with the moment of the kill.
    since: HashMap<Claim, Instant>,
    longest: Duration,
}

impl Lying {
    /// What an earlier worker left lies since that one was killed.
    fn note_kill(&mut self, at: Instant, claims: &HashSet<Claim>) {
        for claim in claims {
            self.since.entry(*claim).or_insert(at);
        }
    }

    /// What is not among the claims of now lies no longer. A job may also have ended meanwhile: by the last word of its
    /// worker, which the database took in after the kill.
    fn look(&mut self, claims: &HashSet<Claim>) {
        for (_, killed) in self.since.extract_if(|claim, _| !claims.contains(claim)) {
            self.longest = self.longest.max(killed.elapsed());
        }
    }
}
