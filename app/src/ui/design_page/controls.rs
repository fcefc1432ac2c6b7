//! Buttons and small things.

use leptos::prelude::*;

use crate::ui::{
    Avatar, AvatarSize, Button, ButtonKind, ButtonLink, ButtonSize, CopyButton, Disclosure, IconButton, IconName, Kbd,
    Panel, Steps, TextLink, Theme, ThemeSwitch, Tip,
};

#[component]
pub(super) fn Controls() -> impl IntoView {
    let steps = ["Site", "Business", "Keywords", "First run"].map(str::to_owned).to_vec();
    view! {
        <section id="controls" class="stack" aria-label="Controls">
            <Panel title="Buttons" sentence="One primary button a page; it says what it does.">
                <div class="stack">
                    <div class="row">
                        <Button kind=ButtonKind::Primary icon=IconName::Plus>"Add keywords"</Button>
                        <Button icon=IconName::Download>"Export"</Button>
                        <Button kind=ButtonKind::Ghost>"Cancel"</Button>
                        <Button kind=ButtonKind::Danger icon=IconName::Trash>"Delete 12 keywords"</Button>
                        <IconButton icon=IconName::Ellipsis label="More"/>
                        <ButtonLink href="/design" icon=IconName::Book>"A link"</ButtonLink>
                        <ButtonLink href="https://example.org" external=true>"Another site"</ButtonLink>
                    </div>
                    <div class="row">
                        <Button kind=ButtonKind::Primary pending=true>"Write 12 articles"</Button>
                        <Button pending=true>"Saving"</Button>
                        <Button kind=ButtonKind::Primary disabled=true>"Not yet"</Button>
                        <Button disabled=true>"Not yet"</Button>
                    </div>
                    <div class="row">
                        <Button size=ButtonSize::Small>"Small"</Button>
                        <Button>"Medium"</Button>
                        <Button size=ButtonSize::Large kind=ButtonKind::Primary>"Large"</Button>
                    </div>
                </div>
            </Panel>
            <Panel title="Small things">
                <div class="stack">
                    <div class="row">
                        <Avatar name="Ada Lovelace" size=AvatarSize::Large/>
                        <Avatar name="Ada Lovelace"/>
                        <Avatar name="Grace Hopper" size=AvatarSize::Small/>
                        <Kbd keys="Ctrl K"/>
                        <CopyButton text="sk_live_example"/>
                        <ThemeSwitch theme=Theme::System/>
                    </div>
                    <p>
                        "A " <TextLink href="/design">"link in a sentence"</TextLink> ", one to "
                        <TextLink href="https://example.org" external=true>"another site"</TextLink> ", and "
                        <Tip text="How hard it is to rank for a word, from 0 to 100.">"difficulty"</Tip>
                        " with what it means."
                    </p>
                    <Steps label="Set-up" steps current=1_usize/>
                    <Disclosure summary="Advanced settings">
                        <p class="muted">"Folded away until someone looks for it."</p>
                    </Disclosure>
                </div>
            </Panel>
        </section>
    }
    .into_any()
}
