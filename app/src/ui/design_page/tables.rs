//! A table with everything around it.

use leptos::prelude::*;

use crate::ui::{
    Button, ButtonKind, ButtonLink, Choice, DataTable, FilterBar, FilterChip, FilterSelect, IconName, Menu, MenuItem,
    MenuLine, MenuLink, Pager, Panel, RowActions, RowCheckbox, RowSelection, SelectAll, SelectionBar, SkeletonTable,
    SortDirection, SortHeader, Sparkline, StatusBadge, Tone, format_number,
};

struct Row {
    name: &'static str,
    cluster: &'static str,
    volume: i64,
    difficulty: i64,
    status: &'static str,
    tone: Tone,
}

const ROWS: [Row; 5] = [
    Row {
        name: "cold brew ratio",
        cluster: "Cold brew",
        volume: 12_100,
        difficulty: 34,
        status: "New",
        tone: Tone::Neutral,
    },
    Row {
        name: "burr coffee grinder",
        cluster: "Grinders",
        volume: 8_400,
        difficulty: 61,
        status: "In progress",
        tone: Tone::Blue,
    },
    Row {
        name: "how to descale an espresso machine",
        cluster: "Care",
        volume: 3_600,
        difficulty: 22,
        status: "Published",
        tone: Tone::GreenSolid,
    },
    Row {
        name: "pour over vs drip",
        cluster: "Methods",
        volume: 2_900,
        difficulty: 41,
        status: "Review",
        tone: Tone::Violet,
    },
    Row {
        name: "oat milk for latte art",
        cluster: "Milk",
        volume: 880,
        difficulty: 18,
        status: "Failed",
        tone: Tone::Red,
    },
];

#[component]
pub(super) fn Tables() -> impl IntoView {
    let selection = RowSelection::new();
    let ids = Signal::derive(|| ROWS.iter().map(|row| row.name.to_owned()).collect::<Vec<_>>());
    let head = move || {
        view! {
            <th class="cell-check"><SelectAll ids selection/></th>
            <SortHeader label="Keyword" href="/design?sort=keyword"/>
            <SortHeader label="Volume" href="/design?sort=volume" direction=SortDirection::Descending numeric=true/>
            <SortHeader label="Difficulty" href="/design?sort=difficulty" numeric=true/>
            <th scope="col">"Course"</th>
            <th scope="col">"Status"</th>
            <th class="cell-actions"><span class="visually-hidden">"Actions"</span></th>
        }
    };
    let statuses = vec![Choice::new("new", "New"), Choice::new("published", "Published")];
    view! {
        <section id="tables" class="stack" aria-label="Tables">
            <FilterBar
                action="/design"
                search=Signal::derive(String::new)
                placeholder="Search keywords"
                chips=|| view! {
                    <FilterChip label="Status: New" href="/design"/>
                    <FilterChip label="Volume over 500" href="/design"/>
                }
                tools=|| view! { <ButtonLink href="/design" icon=IconName::Download>"Export"</ButtonLink> }
            >
                <FilterSelect name="status" label="Status" options=statuses.clone() selected="new"/>
                <FilterSelect name="cluster" label="Cluster" options=vec![Choice::new("care", "Care")]/>
            </FilterBar>
            <Panel flush=true>
                <DataTable label="Keywords" head cards=true>
                    {ROWS.iter().map(|row| table_row(row, selection)).collect_view()}
                </DataTable>
                <Pager next="/design?after=5" summary="1–5 of 1,204"/>
            </Panel>
            <SelectionBar
                selection
                total=1_204_i64
                noun=("keyword", "keywords")
                estimate="about 12 credits"
            >
                <Button icon=IconName::EyeOff>"Switch off"</Button>
                <Button kind=ButtonKind::Primary icon=IconName::Cluster>"Cluster"</Button>
            </SelectionBar>
            <Panel title="While it loads" flush=true>
                <SkeletonTable rows=4 columns=5/>
            </Panel>
        </section>
    }
    .into_any()
}

fn table_row(row: &'static Row, selection: RowSelection) -> AnyView {
    let course = (0..8).map(|at| ((row.difficulty + at * 7) % 23) as f64).collect::<Vec<_>>();
    let menu = format!("design-{}", row.name.replace(' ', "-"));
    view! {
        <tr>
            <td class="cell-check">
                <RowCheckbox id=row.name label=format!("Select {}", row.name) selection/>
            </td>
            <td class="cell-main">
                <a href="/design">{row.name}</a>
                <span class="cell-note">{row.cluster}</span>
            </td>
            <td class="num" data-label="Volume">{format_number(row.volume)}</td>
            <td class="num" data-label="Difficulty">{row.difficulty}</td>
            <td data-label="Course"><Sparkline label=format!("{}, last eight weeks", row.name) values=course/></td>
            <td data-label="Status"><StatusBadge label=row.status tone=row.tone moving=row.tone == Tone::Blue/></td>
            <td class="cell-actions">
                <RowActions>
                    <Menu id=menu label=format!("Actions for {}", row.name)>
                        <MenuLink href="/design" icon=IconName::Pen>"Edit"</MenuLink>
                        <MenuItem icon=IconName::EyeOff>"Switch off"</MenuItem>
                        <MenuLine/>
                        <MenuItem icon=IconName::Trash danger=true opens="design-confirm">"Delete"</MenuItem>
                    </Menu>
                </RowActions>
            </td>
        </tr>
    }
    .into_any()
}
