// Draws a screen that it is given, with a mark that the arrow keys move over some of its rows: what a form made with ncurses
// does for a key, without an interview behind it.
//
//   ncurses-form FILE FIRST LAST      rows are counted from 0; "q" ends it
//
// Each row of FILE is a row of the screen, in UTF-8. The row in focus has a `>` in its first column and is shown reversed. As the
// manual of ncurses advises, every change draws everything, and leaves it to refresh() to find what differs.
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { most_rows = 200, most_bytes = 2048 };

int main(int count, char **arguments) {
    if (count != 4) return 64;
    static char rows[most_rows][most_bytes];
    FILE *file = fopen(arguments[1], "r");
    if (!file) return 74;
    int height = 0;
    for (; height < most_rows && fgets(rows[height], most_bytes, file); height++) rows[height][strcspn(rows[height], "\n")] = 0;
    fclose(file);
    int first = atoi(arguments[2]), last = atoi(arguments[3]), focus = first;
    setlocale(LC_ALL, "");
    initscr();
    raw();
    noecho();
    keypad(stdscr, TRUE);
    start_color();
    use_default_colors();
    init_pair(1, COLOR_CYAN, -1);
    for (;;) {
        erase();
        for (int row = 0; row < height; row++) {
            if (row == focus) attron(A_REVERSE);
            else if (row < first) attron(COLOR_PAIR(1));
            mvaddstr(row, 0, rows[row]);
            if (row == focus) mvaddch(row, 0, '>');
            attrset(A_NORMAL);
        }
        move(focus, 0);
        refresh();
        int key = getch();
        if (key == 'q') break;
        if (key == KEY_DOWN) focus = focus < last ? focus + 1 : first;
        if (key == KEY_UP) focus = focus > first ? focus - 1 : last;
    }
    endwin();
    return 0;
}
