//! Icons: one family, drawn from the sprite that `scripts/build-icons` makes out of this table.

use leptos::prelude::*;

macro_rules! icons {
    ($($name:ident => $symbol:literal,)+) => {
        /// Every icon of the product.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum IconName { $($name,)+ }

        impl IconName {
            /// All of them, for the design page and the test below.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The symbol's id in the sprite, which is also its name in the icon family.
            #[must_use]
            pub const fn symbol(self) -> &'static str {
                match self { $(Self::$name => $symbol,)+ }
            }
        }
    };
}

icons! {
    Activity => "activity",
    Alert => "triangle-alert",
    Archive => "archive",
    ArrowDown => "arrow-down",
    ArrowLeft => "arrow-left",
    ArrowRight => "arrow-right",
    ArrowUp => "arrow-up",
    Bell => "bell",
    Book => "book-open",
    Bot => "bot",
    Building => "building-2",
    Calendar => "calendar",
    Card => "credit-card",
    Chart => "chart-column",
    Check => "check",
    CheckCircle => "circle-check",
    CheckList => "list-checks",
    ChevronDown => "chevron-down",
    ChevronLeft => "chevron-left",
    ChevronRight => "chevron-right",
    ChevronsUpDown => "chevrons-up-down",
    Circle => "circle",
    Clock => "clock",
    Close => "x",
    Cluster => "boxes",
    Coins => "coins",
    Columns => "columns-3",
    Copy => "copy",
    CornerUpLeft => "corner-up-left",
    Download => "download",
    Dot => "dot",
    Ellipsis => "ellipsis",
    External => "external-link",
    Eye => "eye",
    EyeOff => "eye-off",
    File => "file",
    FilePen => "file-pen-line",
    FileText => "file-text",
    Filter => "list-filter",
    Folder => "folder",
    Gauge => "gauge",
    Globe => "globe",
    Grip => "grip-vertical",
    Help => "circle-question-mark",
    History => "history",
    Home => "house",
    Idea => "lightbulb",
    Image => "image",
    Info => "info",
    Invoice => "receipt-text",
    Key => "key-round",
    Keyboard => "keyboard",
    Languages => "languages",
    Laptop => "laptop",
    Layers => "layers",
    Library => "library",
    Link => "link",
    ListTodo => "list-todo",
    Loader => "loader-circle",
    Lock => "lock",
    LockOpen => "lock-open",
    LogOut => "log-out",
    Mail => "mail",
    Menu => "menu",
    Message => "message-square",
    Minus => "minus",
    Monitor => "monitor",
    Moon => "moon",
    Pause => "pause",
    Pen => "pencil",
    Play => "play",
    Plug => "plug",
    Plus => "plus",
    Refresh => "refresh-cw",
    Rocket => "rocket",
    Save => "save",
    Search => "search",
    Send => "send",
    Server => "server",
    Settings => "settings",
    Shield => "shield-check",
    Sidebar => "panel-left",
    Sliders => "sliders-horizontal",
    Sparkles => "sparkles",
    Star => "star",
    Stop => "square",
    Sun => "sun",
    Tag => "tag",
    Target => "target",
    Trash => "trash-2",
    TrendingDown => "trending-down",
    TrendingUp => "trending-up",
    Undo => "undo-2",
    Upload => "upload",
    User => "user",
    UserPlus => "user-plus",
    Users => "users",
    Wand => "wand-sparkles",
    Webhook => "webhook",
    XCircle => "circle-x",
    Zap => "zap",
}

/// Edge of the square an icon fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IconSize {
    /// 16 px: in buttons, rows and menus.
    #[default]
    Small,
    /// 20 px: in navigation and notices.
    Medium,
    /// 24 px: in empty places.
    Large,
}

impl IconSize {
    const fn pixels(self) -> &'static str {
        match self {
            Self::Small => "16",
            Self::Medium => "20",
            Self::Large => "24",
        }
    }
}

/// One icon. Screen readers skip it unless it has a `label`, so without one it needs words beside it.
#[component]
pub fn Icon(
    name: IconName,
    #[prop(optional)] size: IconSize,
    #[prop(optional, into)] label: Option<String>,
) -> impl IntoView {
    let hidden = label.is_none().then_some("true");
    let role = label.is_some().then_some("img");
    let source = format!("/icons.svg#{}", name.symbol());
    view! {
        <svg
            class="icon"
            width=size.pixels()
            height=size.pixels()
            role=role
            aria-label=label
            aria-hidden=hidden
            focusable="false"
        >
            <use_ href=source></use_>
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::IconName;

    #[test]
    fn the_sprite_holds_every_icon() {
        let sprite = include_str!("../../../public/icons.svg");
        for icon in IconName::ALL {
            assert!(
                sprite.contains(&format!("id=\"{}\"", icon.symbol())),
                "{icon:?} is missing: run scripts/build-icons"
            );
        }
    }
}
