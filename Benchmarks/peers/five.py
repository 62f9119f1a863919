"""The five questions of five.survey, for the programs here that ask them in Python."""
QUESTIONS = [
    ("channel", "How did you reach us today?",
     ["In the store", "By phone", "By e-mail", "On social media", "Through the chat assistant", "Another way"]),
    ("overall", "Overall, how satisfied are you with our service?",
     ["Very dissatisfied", "Dissatisfied", "Neither", "Satisfied", "Very satisfied"]),
    ("ease", "They made it easy to get what I came for.",
     ["Strongly disagree", "Disagree", "Somewhat disagree", "Neither", "Somewhat agree", "Agree", "Strongly agree"]),
    ("recommend", "How likely are you to recommend us to a friend or colleague?", [str(n) for n in range(11)]),
    ("spend", "About how much did you spend today?", None),
]
ENDING = "Thank you. Come back soon."
