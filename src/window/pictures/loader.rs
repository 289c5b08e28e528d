//! Pictures come off the disk and out of their files on threads of their own; the window only
//! ever asks and gets what is there.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::{Context, TextureFilter, TextureHandle, TextureOptions};

use super::decode::{Decoded, Flaw, PictureTrouble};
use super::worker::{Job, Product, Report, Shared, work};
use crate::story::{PictureFile, StoryId};

/// Says where a story's picture file lies; asked on the loader's threads.
pub type Resolver = Arc<dyn Fn(&StoryId, &PictureFile) -> Option<PathBuf> + Send + Sync>;

/// How many pictures are decoded at once.
const WORKERS: usize = 2;
/// How much the textures may take together, in bytes.
const BUDGET: usize = 256 << 20;
/// The details a picture is decoded to, as the longest side in pixels; beyond them, all there is.
const DETAILS: [u32; 3] = [320, 640, 2048];

/// What can be shown of a picture now.
pub enum Shown {
    /// Nothing yet.
    Loading,
    /// Pixels; perhaps fewer than asked for, while more are on their way.
    Ready(TextureHandle),
    /// Why there will be nothing.
    Failed(PictureTrouble),
}

/// The pictures of the open story.
pub struct Loader {
    shared: Arc<Shared>,
    results: Receiver<Report>,
    sender: Sender<Report>,
    workers: usize,
    resolver: Option<Resolver>,
    story: Option<StoryId>,
    entries: HashMap<String, Entry>,
    frame: u64,
}

#[derive(Default)]
struct Entry {
    size: Option<[u32; 2]>,
    flaw: Option<Flaw>,
    trouble: Option<PictureTrouble>,
    textures: Vec<Texture>,
    waiting: Vec<Option<u32>>,
}

struct Texture {
    side: u32,
    handle: TextureHandle,
    used: u64,
}

impl Default for Loader {
    fn default() -> Self {
        let (sender, results) = channel();
        Self {
            shared: Arc::default(),
            results,
            sender,
            workers: 0,
            resolver: None,
            story: None,
            entries: HashMap::new(),
            frame: 0,
        }
    }
}

impl Loader {
    /// Says where pictures lie. What was loaded by another rule is forgotten.
    pub fn set_resolver(&mut self, resolver: Resolver) {
        self.resolver = Some(resolver);
        self.forget_all();
    }

    fn forget_all(&mut self) {
        self.entries.clear();
        self.shared.queue().jobs.clear();
    }

    /// Takes in what is finished. Called every frame before anything is asked.
    pub fn begin(&mut self, ctx: &Context, story: Option<&StoryId>) {
        // The strip and the viewer both call it; the frame is the same.
        self.frame = ctx.cumulative_pass_nr();
        if self.story.as_ref() != story {
            self.story = story.cloned();
            self.forget_all();
        }
        while let Ok(report) = self.results.try_recv() {
            if Some(&report.story) == self.story.as_ref() {
                self.take_in(ctx, report);
            }
        }
        self.tidy();
    }

    fn take_in(&mut self, ctx: &Context, Report { name, side, result, .. }: Report) {
        let Some(entry) = self.entries.get_mut(&name) else { return };
        entry.waiting.retain(|waiting| *waiting != side);
        match (result, side) {
            (Ok(Product::Pixels(decoded)), Some(side)) => {
                let Decoded { image, full, flaw } = *decoded;
                entry.size = Some(full);
                entry.flaw = flaw;
                let options =
                    TextureOptions { mipmap_mode: Some(TextureFilter::Linear), ..TextureOptions::LINEAR };
                let handle = ctx.load_texture(name, image, options);
                entry.textures.push(Texture { side, handle, used: self.frame });
                entry.textures.sort_by_key(|texture| texture.side);
            }
            (Ok(Product::Size(size)), _) => entry.size = Some(size),
            (Ok(Product::Pixels(_)), None) => {}
            (Err(trouble), _) => entry.trouble = Some(trouble),
        }
    }

    /// Lets go of what was not shown for longest, until the rest fits.
    fn tidy(&mut self) {
        let bytes = |texture: &Texture| texture.handle.byte_size();
        let mut total: usize = self.entries.values().flat_map(|entry| &entry.textures).map(bytes).sum();
        while total > BUDGET {
            let textures = self.entries.iter().flat_map(|(name, entry)| {
                entry.textures.iter().map(move |texture| (texture.used, texture.side, name.clone()))
            });
            let Some((used, side, name)) = textures.min() else { return };
            // What was shown in the last frame is needed in this one.
            if used + 1 >= self.frame {
                return;
            }
            if let Some(entry) = self.entries.get_mut(&name) {
                total -=
                    entry.textures.iter().filter(|texture| texture.side == side).map(bytes).sum::<usize>();
                entry.textures.retain(|texture| texture.side != side);
            }
        }
    }

    /// The picture's upright size in pixels, once its head was read.
    pub fn size(&mut self, ctx: &Context, file: &PictureFile) -> Option<[u32; 2]> {
        if !self.entries.contains_key(&file.name) {
            self.order(ctx, file, None);
        }
        self.entries.get(&file.name)?.size
    }

    /// What is wrong with a file that is shown all the same.
    #[must_use]
    pub fn flaw(&self, file: &PictureFile) -> Option<Flaw> {
        self.entries.get(&file.name)?.flaw
    }

    /// Why the picture cannot be shown, as far as it is known by now.
    #[must_use]
    pub fn trouble(&self, file: &PictureFile) -> Option<&PictureTrouble> {
        self.entries.get(&file.name)?.trouble.as_ref()
    }

    /// What can be shown when the longest side takes `side` pixels of the screen.
    pub fn show(&mut self, ctx: &Context, file: &PictureFile, side: f32) -> Shown {
        let most = u32::try_from(ctx.input(|i| i.max_texture_side)).unwrap_or(u32::MAX);
        let wanted = DETAILS.into_iter().find(|detail| side <= *detail as f32).unwrap_or(most).min(most);
        let frame = self.frame;
        let entry = self.entries.entry(file.name.clone()).or_default();
        if let Some(trouble) = &entry.trouble {
            return Shown::Failed(trouble.clone());
        }
        let longest = entry.size.map(|[width, height]| width.max(height));
        let is_enough = |texture: &Texture| {
            texture.side >= wanted || longest.is_some_and(|longest| longest <= texture.side)
        };
        let enough = entry.textures.iter().position(is_enough);
        let best = enough.or_else(|| entry.textures.len().checked_sub(1));
        let shown = match best.and_then(|index| entry.textures.get_mut(index)) {
            Some(texture) => {
                texture.used = frame;
                Shown::Ready(texture.handle.clone())
            }
            None => Shown::Loading,
        };
        if enough.is_none() {
            self.order(ctx, file, Some(wanted));
        }
        shown
    }

    /// Forgets what is known of a file, so that it is read again.
    /// Forgets every failure, so that what could not be read is tried once more.
    pub fn forget_failures(&mut self) {
        self.entries.retain(|_, entry| entry.trouble.is_none());
    }

    pub fn look_again(&mut self, file: &PictureFile) {
        self.entries.remove(&file.name);
    }

    /// Whether something is still on its way.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.entries.values().any(|entry| !entry.waiting.is_empty())
    }

    fn order(&mut self, ctx: &Context, file: &PictureFile, side: Option<u32>) {
        let (Some(story), Some(resolver)) = (self.story.clone(), self.resolver.clone()) else { return };
        let entry = self.entries.entry(file.name.clone()).or_default();
        if entry.waiting.contains(&side) {
            return;
        }
        if let Err(error) = self.staff() {
            let entry = self.entries.entry(file.name.clone()).or_default();
            entry.trouble = Some(PictureTrouble::Unreadable(error.to_string()));
            return;
        }
        self.entries.entry(file.name.clone()).or_default().waiting.push(side);
        let job = Job { story, file: file.clone(), side, resolver, ctx: ctx.clone() };
        let mut queue = self.shared.queue();
        // Sizes keep the strip from jumping and cost little; then what was asked for last, which
        // is what the analyst looks at now.
        if side.is_none() {
            queue.jobs.push_back(job)
        } else {
            queue.jobs.push_front(job)
        }
        drop(queue);
        self.shared.ready.notify_one();
    }

    fn staff(&mut self) -> std::io::Result<()> {
        while self.workers < WORKERS {
            let (shared, sender) = (self.shared.clone(), self.sender.clone());
            std::thread::Builder::new()
                .name("pictures".to_owned())
                .spawn(move || work(&shared, &sender))
                // One worker is slower, not worse.
                .map(drop)
                .or_else(|error| if self.workers > 0 { Ok(()) } else { Err(error) })?;
            self.workers += 1;
        }
        Ok(())
    }
}

impl Drop for Loader {
    fn drop(&mut self) {
        let mut queue = self.shared.queue();
        queue.closed = true;
        queue.jobs.clear();
        drop(queue);
        self.shared.ready.notify_all();
    }
}
