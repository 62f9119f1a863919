"""Asks the five questions with textual, one after the other on a full screen."""
from textual.app import App
from textual.widgets import Footer, Header, Input, Label, OptionList
from textual.containers import Vertical

from five import ENDING, QUESTIONS


class Form(App):
    TITLE = "How did we do today?"

    def __init__(self):
        super().__init__()
        self.answers = {}

    def compose(self):
        yield Header()
        yield Vertical(id="question")
        yield Footer()

    async def on_mount(self):
        await self.ask()

    async def ask(self):
        place = self.query_one("#question")
        await place.remove_children()
        if len(self.answers) == len(QUESTIONS):
            self.exit(self.answers)
            return
        name, text, options = QUESTIONS[len(self.answers)]
        control = OptionList(*options) if options else Input(type="integer")
        await place.mount(Label(text), control)
        control.focus()

    async def on_option_list_option_selected(self, event):
        self.answers[QUESTIONS[len(self.answers)][0]] = str(event.option.prompt)
        await self.ask()

    async def on_input_submitted(self, event):
        self.answers[QUESTIONS[len(self.answers)][0]] = event.value
        await self.ask()


print(ENDING, Form().run())
