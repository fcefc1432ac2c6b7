//! Fields that are on or off.
//!
//! A browser sends nothing for a box that is off, so the receiver needs a default for it.

use leptos::prelude::*;

use super::frame::Frame;

/// A box to tick.
#[component]
pub fn CheckboxField(
    #[prop(into)] name: String,
    #[prop(into)] label: Signal<String>,
    #[prop(default = "true".into(), into)] value: String,
    #[prop(optional, into)] checked: Signal<bool>,
    #[prop(optional, into)] help: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] on_change: Option<Callback<bool>>,
) -> impl IntoView {
    let frame = Frame::new(id, &name, help, error);
    let class = "check";
    on_or_off(OnOff { frame, class, name, label, value, checked, required, disabled, on_change })
}

/// The same, drawn as a switch: for settings that take effect as they are.
#[component]
pub fn SwitchField(
    #[prop(into)] name: String,
    #[prop(into)] label: Signal<String>,
    #[prop(default = "true".into(), into)] value: String,
    #[prop(optional, into)] checked: Signal<bool>,
    #[prop(optional, into)] help: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] on_change: Option<Callback<bool>>,
) -> impl IntoView {
    let frame = Frame::new(id, &name, help, error);
    let class = "check switch";
    on_or_off(OnOff { frame, class, name, label, value, checked, required, disabled, on_change })
}

struct OnOff {
    frame: Frame,
    class: &'static str,
    name: String,
    label: Signal<String>,
    value: String,
    checked: Signal<bool>,
    required: bool,
    disabled: Signal<bool>,
    on_change: Option<Callback<bool>>,
}

fn on_or_off(field: OnOff) -> AnyView {
    let OnOff { frame, class, name, label, value, checked, required, disabled, on_change } = field;
    view! {
        <div class="field field-check">
            <label class=class>
                <input
                    id=frame.id.clone()
                    type="checkbox"
                    name=name
                    value=value
                    checked=checked
                    required=required
                    disabled=disabled
                    aria-invalid=frame.invalid()
                    aria-describedby=frame.described_by()
                    on:change=move |event| {
                        if let Some(on_change) = on_change {
                            on_change.run(event_target_checked(&event));
                        }
                    }
                />
                <span>{label}</span>
            </label>
            {frame.texts()}
        </div>
    }
    .into_any()
}
