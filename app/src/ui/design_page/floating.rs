//! Dialogs, menus, toasts.

use leptos::prelude::*;

use crate::ui::{
    Button, ButtonKind, Confirm, ConfirmActions, Dialog, DialogButton, DialogClose, Field, FormActions, IconName, Keys,
    Menu, MenuItem, MenuLabel, MenuLine, MenuLink, Palette, PaletteGroup, PaletteLink, Panel, SearchButton, Toast,
    Tone, close_dialog, listen_to_keys, open_dialog, use_toasts,
};

#[component]
pub(super) fn Floating() -> impl IntoView {
    let toasts = use_toasts();
    let say = move |_| {
        let undone = move || toasts.success("12 keywords are on again");
        toasts.show(Toast::new("12 keywords switched off").tone(Tone::Green).action("Undo", undone));
    };
    let fail = move |_| {
        toasts.show(Toast::new("The site didn't answer").tone(Tone::Red).link("Open the site", "/design"));
    };
    let confirmed = move |()| {
        close_dialog("design-confirm");
        toasts.success("12 keywords deleted");
    };
    let nothing = Callback::new(|()| ());
    let search = Callback::new(|()| open_dialog("design-palette"));
    listen_to_keys(Keys { go: Callback::new(|_| ()), search, shortcuts: nothing });
    view! {
        <section id="floating" class="stack" aria-label="Floating">
            <Panel title="Dialogs, menus, toasts">
                <div class="row">
                    <DialogButton opens="design-dialog" icon=IconName::Plus>"Add a keyword"</DialogButton>
                    <DialogButton opens="design-confirm" icon=IconName::Trash>"Delete 12 keywords"</DialogButton>
                    <Menu id="design-menu" label="Actions" text="Actions" kind=ButtonKind::Secondary align_end=false>
                        <MenuLabel>"Cluster"</MenuLabel>
                        <MenuLink href="/design" icon=IconName::Pen>"Rename"</MenuLink>
                        <MenuLink href="/design" icon=IconName::Archive current=true>"Show archived"</MenuLink>
                        <MenuItem icon=IconName::Copy disabled=true>"Duplicate"</MenuItem>
                        <MenuLine/>
                        <MenuItem icon=IconName::Trash danger=true opens="design-confirm">"Delete"</MenuItem>
                    </Menu>
                    <SearchButton opens="design-palette"/>
                    <Button on_click=say>"Say what was done"</Button>
                    <Button on_click=fail>"Say what failed"</Button>
                </div>
            </Panel>
            <Dialog id="design-dialog" title="Add a keyword" sentence="One a line; numbers can follow later.">
                <form class="form" method="get" action="/design">
                    <Field name="keyword" label="Keyword" required=true autofocus=true/>
                    <FormActions>
                        <DialogClose closes="design-dialog">"Cancel"</DialogClose>
                        <Button kind=ButtonKind::Primary submit=true>"Add keyword"</Button>
                    </FormActions>
                </form>
            </Dialog>
            <Confirm
                id="design-confirm"
                title="Delete 12 keywords"
                body="They leave 3 clusters. Articles that were written for them stay. You can undo this for 30 days, under Changes."
            >
                <ConfirmActions dialog="design-confirm" label="Delete 12 keywords" on_confirm=confirmed/>
            </Confirm>
            <Palette id="design-palette" action="/search" text=RwSignal::new(String::new())>
                <PaletteGroup label="Pages">
                    <PaletteLink href="/design" icon=IconName::Home note="g d">"Dashboard"</PaletteLink>
                    <PaletteLink href="/design" icon=IconName::Target note="g k">"Keywords"</PaletteLink>
                </PaletteGroup>
                <PaletteGroup label="Articles">
                    <PaletteLink href="/design" icon=IconName::FileText detail="Home Brew Lab · In review">
                        "How to descale an espresso machine"
                    </PaletteLink>
                </PaletteGroup>
            </Palette>
        </section>
    }
    .into_any()
}
