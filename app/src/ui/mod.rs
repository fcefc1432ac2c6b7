//! The component library: what every page is built from. It knows nothing of the product's modules.
//!
//! Texts are `Signal<String>` props (strings and closures fit too), everything shows the same on the
//! server and in the browser, and links and forms work before the WASM has arrived. The page `/design`
//! shows all of it in every state.

mod activity;
mod announcer;
mod avatar;
mod badge;
mod browser;
mod button;
pub mod chart;
mod check_list;
mod copy_button;
pub mod design_page;
mod detail_layout;
mod disclosure;
mod document_title;
mod empty_state;
mod error_state;
mod figure;
pub mod float;
pub mod form;
pub mod format;
mod icon;
mod kbd;
mod keys;
pub mod layout;
mod load;
mod meter;
mod notice;
mod page_head;
mod panel;
mod picture;
mod pipeline;
mod progress;
mod skeleton;
mod slot;
mod steps;
pub mod table;
mod tabs;
mod timestamp;

pub use activity::{ActivityItem, ActivityList};
pub use announcer::{Announcer, provide_announcer};
pub use avatar::{Avatar, AvatarSize};
pub use badge::{Badge, StatusBadge, Tone};
#[cfg(feature = "hydrate")]
pub(crate) use browser::{remember, remembered};
pub use button::{Button, ButtonKind, ButtonLink, ButtonSize, IconButton, TextLink};
pub use chart::{Bar, BarChart, BarList, BarRow, Bubble, BubbleMap, ScoreRing, Sparkline, SplitBar};
pub use check_list::{CheckItem, CheckList, CheckState};
pub use copy_button::CopyButton;
pub use design_page::DesignPage;
pub use detail_layout::{DetailLayout, Property, PropertyList};
pub use disclosure::Disclosure;
pub use document_title::DocumentTitle;
pub use empty_state::EmptyState;
pub use error_state::{ErrorPage, ErrorState};
pub use figure::{Figure, FigureRow};
pub use float::{
    Confirm, ConfirmActions, Dialog, DialogButton, DialogClose, DialogSize, Menu, MenuItem, MenuLabel, MenuLine,
    MenuLink, Palette, PaletteGroup, PaletteLine, PaletteLink, Tip, Toast, ToastHost, Toasts, close_dialog,
    close_dialog_when, is_menu_open, open_dialog, provide_toasts, use_toasts,
};
pub use form::{
    CheckboxField, Choice, Field, FieldGroup, FieldKind, FieldRow, FileField, FormActions, FormError, RadioCards,
    RangeField, SelectField, SwitchField, TextArea, inside_textarea,
};
pub use format::{
    format_ago, format_bytes, format_compact, format_date, format_decimal, format_duration, format_money,
    format_number, format_percent, format_time, plural, plural_or_more,
};
pub use icon::{Icon, IconName, IconSize};
pub use kbd::Kbd;
pub use keys::{Keys, listen_to_keys, set_single_keys, single_keys};
pub use layout::{
    AppShell, AuthLayout, Banner, BellLink, CreditsLink, JobsLink, Logo, LogoMark, NavGroup, NavItem, SearchButton,
    SkipLink, SwitcherMenu, THEME_COOKIE, Theme, ThemeSwitch, UpdateBanner, UserMenu,
};
pub use load::{Arrival, Failure, Load, Outage, failed, outage_of, past_trial};
pub use meter::Meter;
pub use notice::Notice;
pub use page_head::{Crumb, PageHead};
pub use panel::{Card, CardGrid, Panel};
pub use picture::Picture;
pub use pipeline::{PipelineCell, PipelineStrip};
pub use progress::{ProgressBar, ProgressRing};
pub use skeleton::{Skeleton, SkeletonFigures, SkeletonPanel, SkeletonTable};
pub use slot::Slot;
pub use steps::Steps;
pub use table::{
    DataTable, FilterBar, FilterChip, FilterSelect, PLAIN_FORM, Pager, PlainAction, PlainBar, RowActions, RowCheckbox,
    RowSelection, SelectAll, SelectionBar, SortDirection, SortHeader, page_summary,
};
pub use tabs::{Tab, Tabs};
pub use timestamp::Timestamp;
