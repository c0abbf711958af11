package com.google.androidgamesdk;

import androidx.appcompat.app.AppCompatActivity;

public class GameActivity extends AppCompatActivity {}
